using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Contract.Calls;

/// <summary>The keys that a program signs and verifies calls with.</summary>
/// <param name="Current">Signs, and is taken.</param>
/// <param name="Previous">Still taken while the programs change from it to the current one; null otherwise.</param>
public sealed record SharedKeys(SharedKey Current, SharedKey? Previous)
{
    /// <summary>Setting of the current key.</summary>
    public const string CurrentSetting = "Engine:SharedKey";

    /// <summary>Setting of the previous key.</summary>
    public const string PreviousSetting = "Engine:PreviousSharedKey";

    /// <summary>Both, the current first.</summary>
    public IReadOnlyList<SharedKey> All => Previous is null ? [Current] : [Current, Previous];

    /// <summary>The keys that <paramref name="configuration"/> names.</summary>
    /// <exception cref="InvalidOperationException">There is no current key, or a key has not the right form: a program must not start then.</exception>
    public static SharedKeys From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var current = Read(configuration, CurrentSetting)
            ?? throw new InvalidOperationException(
                $"{CurrentSetting} is not set. The host, the schedulers and the engine sign their calls with it; "
                + $"give all of them the same {SharedKey.MinLength} random bytes as Base64 (openssl rand -base64 {SharedKey.MinLength}).");
        return new SharedKeys(current, Read(configuration, PreviousSetting));
    }

    /// <summary>Why <see cref="From"/> would refuse <paramref name="configuration"/>; null when it would not.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        try
        {
            _ = From(configuration);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The keys as they are in <paramref name="configuration"/> at the moment of asking; while they cannot be read, those before.</summary>
    public static Func<SharedKeys> Follow(IConfiguration configuration)
    {
        var keys = From(configuration);
        ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            try
            {
                keys = From(configuration);
            }
            catch (InvalidOperationException)
            {
                // A key that is half written; the next change of the settings brings the rest.
            }
        });
        return () => Volatile.Read(ref keys);
    }

    private static SharedKey? Read(IConfiguration configuration, string setting)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return SharedKey.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"{setting}: {exception.Message}", exception);
        }
    }
}

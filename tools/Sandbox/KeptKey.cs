using Contract.Calls;
using PromotionEngine.State;

namespace Sandbox;

/// <summary>
/// The key that host, schedulers and engine share. Owed answers and idempotency keys are sealed with it: where these are kept between starts, it is kept beside
/// them, for this user alone.
/// </summary>
internal static class KeptKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key of the data folder, made at its first start; a new one where nothing is kept.</summary>
    /// <exception cref="StateLayoutException">The folder's file holds no key.</exception>
    public static async Task<string> TakeAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        if (options.Data.Length == 0)
        {
            return SandboxCredentials.NewSharedKey();
        }

        var file = Path.Combine(options.Data, "shared-key");
        return File.Exists(file) && !options.Fresh ? await ReadAsync(file, cancellationToken) : await WriteAsync(file, cancellationToken);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var key = await File.ReadAllTextAsync(file, cancellationToken);
        try
        {
            _ = SharedKey.Parse(key);
            return key;
        }
        catch (FormatException exception)
        {
            throw new StateLayoutException($"{file} holds no key.", exception);
        }
    }

    private static async Task<string> WriteAsync(string file, CancellationToken cancellationToken)
    {
        var key = SandboxCredentials.NewSharedKey();
        var partial = $"{file}.partial";
        File.Delete(partial);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var stream = new StreamWriter(partial, options))
        {
            await stream.WriteAsync(key.AsMemory(), cancellationToken);
        }

        File.Move(partial, file, overwrite: true);
        return key;
    }
}

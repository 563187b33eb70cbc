using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlowServiceHost.Identity;

/// <summary>
/// The hash of a connector's token, as settings hold it: <c>sha256:BASE64</c> for a random token of at least 32 characters,
/// or <c>pbkdf2:ITERATIONS:SALT:BASE64</c> (HMAC-SHA256, 32 bytes) for one that people chose.
/// </summary>
public sealed class TokenHash
{
    /// <summary>Fewest iterations of the slow form.</summary>
    public const int MinIterations = 100_000;

    private const int Length = 32;
    private const int MaxIterations = 10_000_000;

    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private TokenHash(int iterations, byte[] salt, byte[] hash)
    {
        Iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Iterations of the slow form; 0 for the fast one.</summary>
    public int Iterations { get; }

    /// <summary>Reads a hash; null when it has neither form.</summary>
    public static TokenHash? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        switch (text.Trim().Split(':'))
        {
            case ["sha256", var hash] when Decode(hash) is { Length: Length } bytes:
                return new TokenHash(iterations: 0, [], bytes);
            case ["pbkdf2", var count, var salt, var hash]
                when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
                && iterations is >= MinIterations and <= MaxIterations
                && Decode(salt) is { Length: >= 16 } saltBytes
                && Decode(hash) is { Length: Length } bytes:
                return new TokenHash(iterations, saltBytes, bytes);
            default:
                return null;
        }
    }

    /// <summary>The fast hash of a random token, as settings hold it.</summary>
    public static string OfRandomToken(string token) => $"sha256:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}";

    /// <summary>The slow hash of a chosen token with a new salt, as settings hold it.</summary>
    public static string OfChosenToken(string token, int iterations = 600_000)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return string.Create(
            CultureInfo.InvariantCulture, $"pbkdf2:{iterations}:{Convert.ToBase64String(salt)}:{Convert.ToBase64String(Derive(token, salt, iterations))}");
    }

    /// <summary>A hash that no token has, and that takes as long to check as one with <paramref name="iterations"/>.</summary>
    public static TokenHash Decoy(int iterations) => new(iterations, RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(Length));

    /// <summary>Whether the hash is of <paramref name="token"/>. Takes equally long whatever differs.</summary>
    public bool IsOf(string token)
    {
        var hash = Iterations == 0 ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : Derive(token, _salt, Iterations);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }

    private static byte[] Derive(string token, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(token), salt, iterations, HashAlgorithmName.SHA256, Length);

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}

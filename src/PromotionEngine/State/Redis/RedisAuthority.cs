using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PromotionEngine.State.Redis;

/// <summary>The authorities of a file, and no others, as those whose word is taken for who a Redis is.</summary>
internal sealed class RedisAuthority(X509Certificate2Collection authorities)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Reads a file of certificates in PEM.</summary>
    /// <exception cref="ArgumentException">It holds none.</exception>
    public static RedisAuthority Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"{file} holds a certificate that cannot be read.", nameof(file), exception);
        }

        return authorities.Count > 0
            ? new RedisAuthority(authorities)
            : throw new ArgumentException($"{file} holds no certificate in PEM.", nameof(file));
    }

    /// <summary>Why the file is of no use; null when it is.</summary>
    public static string? Problem(string file)
    {
        try
        {
            _ = Load(file);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>Whether the certificate was shown, is for the name that was called, and was signed by one of the authorities. Shaped as the client asks it.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // Whom the machine trusts does not matter here; the name and the presence of a certificate do.
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        using var shown = new X509Certificate2(certificate);
        return own.Build(shown);
    }
}

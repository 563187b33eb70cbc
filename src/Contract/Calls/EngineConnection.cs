using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Contract.Calls;

/// <summary>How our programs connect to the engine.</summary>
public static class EngineConnection
{
    /// <summary>Setting: file with the certificates (PEM) that alone may vouch for an engine at an https address; without it those that the machine trusts.</summary>
    public const string AuthoritySetting = "Engine:CertificateAuthorityFile";

    /// <summary>A connection as <paramref name="configuration"/> wants it.</summary>
    /// <exception cref="InvalidOperationException">The file of the setting cannot be read.</exception>
    public static SocketsHttpHandler From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var connection = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, ConnectTimeout = TimeSpan.FromSeconds(5) };
        if (configuration[AuthoritySetting] is { Length: > 0 } file)
        {
            // The name in the certificate is checked as ever. A private authority rarely publishes what it revoked.
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(Read(file));
            connection.SslOptions.CertificateChainPolicy = policy;
        }

        return connection;
    }

    /// <summary>Why <see cref="From"/> would refuse <paramref name="configuration"/>; null when it would not.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        try
        {
            using var connection = From(configuration);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{AuthoritySetting}: {file} cannot be read as certificates in PEM: {exception.Message}", exception);
        }

        return certificates.Count > 0 ? certificates : throw new InvalidOperationException($"{AuthoritySetting}: {file} holds no certificate in PEM.");
    }
}

using System.Security.Cryptography;
using BoomiEmulator;
using BoomiEmulator.DataHub;
using Contract.Calls;

namespace Sandbox;

/// <summary>
/// Credentials of the sandbox. What people type is fixed, so that pasted examples work; it opens nothing but this machine's sandbox.
/// What only our own processes use is made up: anew at every start, or at the first one of a data folder.
/// </summary>
internal static class SandboxCredentials
{
    /// <summary>The trusted connector's user.</summary>
    public const string ConnectorUser = "flow";

    /// <summary>The trusted connector's token.</summary>
    public const string ConnectorToken = "sandbox-connector-token";

    /// <summary>The service's user and token for the emulated Platform API.</summary>
    public static EmulatorCredential Platform { get; } = EmulatorCredential.Default;

    /// <summary>The emulated DataHub repository, with its user and token.</summary>
    public static DataHubRepositoryOptions Repository { get; } =
        new("Promotion", "0b7f2f9c-6a0e-4b58-9d0f-7d6f3c1a2e44", "acme-AB12CD.PROMO1", "sandbox-repository-token");

    /// <summary>A key that signs the calls of host and engine.</summary>
    public static string NewSharedKey() => SharedKey.Generate();

    /// <summary>Key of the audit chain; the same at every start, so that a kept world's chain stays whole.</summary>
    public static string AuditKey { get; } = Convert.ToBase64String(SHA256.HashData("the sandbox's audit key"u8));
}

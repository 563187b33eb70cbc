using System.Security.Cryptography;
using BoomiEmulator;
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

    /// <summary>A key that signs the calls of host and engine.</summary>
    public static string NewSharedKey() => SharedKey.Generate();

    /// <summary>Key of the audit chain; the same at every start, so that a kept world's chain stays whole.</summary>
    public static string AuditKey { get; } = Convert.ToBase64String(SHA256.HashData("the sandbox's audit key"u8));
}

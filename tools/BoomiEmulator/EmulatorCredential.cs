namespace BoomiEmulator;

/// <summary>A pair accepted as HTTP Basic.</summary>
/// <param name="User">The whole user part, for an API token <c>BOOMI_TOKEN.</c> and the person's address.</param>
/// <param name="Token">The password part.</param>
/// <param name="Accounts">Path accounts the pair may use; null means all.</param>
public sealed record EmulatorCredential(string User, string Token, IReadOnlyList<string>? Accounts = null)
{
    private const string TokenPrefix = "BOOMI_TOKEN.";

    /// <summary>The pair an emulator accepts when nothing else is configured.</summary>
    public static EmulatorCredential Default { get; } = new("BOOMI_TOKEN.service@acme.test", "emulator-token");

    /// <summary>The address that appears as createdBy and modifiedBy.</summary>
    public string Person => User.StartsWith(TokenPrefix, StringComparison.OrdinalIgnoreCase) ? User[TokenPrefix.Length..] : User;
}

using System.Text.Json;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Extensions;

/// <summary>Who may edit an extension component of an environment: an ExtensionAccessMapping golden record.</summary>
/// <param name="Record">The record as DataHub has it.</param>
public sealed record ExtensionAccess(GoldenRecord Record)
{
    /// <summary>The component in the primary account.</summary>
    public string ComponentId => Record["prodComponentId"];

    /// <summary>The process that declares the extension; may be empty.</summary>
    public string OwnerProcessId => Record["ownerProcessId"];

    /// <summary>Whether it is a connection, which only admins edit.</summary>
    public bool IsConnection => Record.Flag("isConnectionExtension") || string.Equals(Record["componentType"], "connection", StringComparison.OrdinalIgnoreCase);

    /// <summary>The groups whose members may edit it; none leaves it to admins.</summary>
    public IReadOnlyList<string> Groups { get; } = ReadGroups(Record["authorizedSsoGroups"]);

    /// <summary>Whether one of the caller's groups may edit it, or the caller is an admin.</summary>
    public bool Admits(Caller caller) => caller.Tier == Tier.Admin || Groups.Any(caller.IsIn);

    // What cannot be read admits nobody but admins.
    private static IReadOnlyList<string> ReadGroups(string json)
    {
        try
        {
            return json.Length == 0 ? [] : [.. (JsonSerializer.Deserialize<string?[]>(json) ?? []).OfType<string>().Select(group => group.Trim()).Where(group => group.Length > 0)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

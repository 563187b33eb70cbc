using System.Globalization;
using System.Text.Json;

namespace BoomiEmulator.Seeding;

/// <summary>Who may edit an extension of an environment: the content of an ExtensionAccessMapping golden record of source <c>ADMIN_SYNC</c>.</summary>
/// <param name="EnvironmentId">The environment.</param>
/// <param name="ComponentId">The component in the primary account.</param>
/// <param name="ComponentName">Its name.</param>
/// <param name="Kind">connection, processProperty and so on.</param>
/// <param name="SsoGroups">The groups; none leaves it to admins.</param>
/// <param name="ProcessId">The process that declares it.</param>
/// <param name="ProcessName">That process's name.</param>
/// <param name="UpdatedAt">When it was made.</param>
/// <param name="UpdatedBy">Who made it.</param>
public sealed record SeedExtensionAccess(
    string EnvironmentId,
    string ComponentId,
    string ComponentName,
    string Kind,
    IReadOnlyList<string> SsoGroups,
    string ProcessId,
    string ProcessName,
    DateTimeOffset UpdatedAt,
    string UpdatedBy)
{
    /// <summary>The record's fields.</summary>
    public IReadOnlyDictionary<string, string> Fields() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["environmentId"] = EnvironmentId,
        ["prodComponentId"] = ComponentId,
        ["componentName"] = ComponentName,
        ["componentType"] = Kind,
        ["authorizedSsoGroups"] = JsonSerializer.Serialize(SsoGroups),
        ["isConnectionExtension"] = Kind == "connection" ? "true" : "false",
        ["lastUpdatedAt"] = UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["lastUpdatedBy"] = UpdatedBy,
        ["ownerProcessId"] = ProcessId,
        ["ownerProcessName"] = ProcessName,
    };
}

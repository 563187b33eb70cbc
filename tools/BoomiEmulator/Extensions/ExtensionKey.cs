namespace BoomiEmulator.Extensions;

/// <summary>What a stored extension value belongs to.</summary>
/// <param name="EnvironmentId">The environment.</param>
/// <param name="GroupId">The installed MULTI pack, or empty.</param>
/// <param name="Section">The section.</param>
/// <param name="ItemId">The component, or the name of a dynamic process property.</param>
/// <param name="FieldId">The field; empty for what belongs to the whole item.</param>
/// <param name="CategoryId">The category of a trading partner's field, or the process of a map; else empty.</param>
public sealed record ExtensionKey(
    string EnvironmentId, string GroupId, ExtensionSection Section, string ItemId, string FieldId = "", string CategoryId = "");

using BoomiEmulator.Extensions;

namespace BoomiEmulator.Seeding;

/// <summary>A value that is set in an environment of a client account.</summary>
/// <param name="AccountId">The client account.</param>
/// <param name="EnvironmentId">The environment.</param>
/// <param name="Section">The section.</param>
/// <param name="ItemId">The component, or the name of a dynamic process property.</param>
/// <param name="FieldId">The field, or empty.</param>
/// <param name="Value">The value.</param>
/// <param name="IsSecret">Whether the platform keeps it encrypted.</param>
public sealed record SeedExtensionValue(
    string AccountId, string EnvironmentId, ExtensionSection Section, string ItemId, string FieldId, string Value, bool IsSecret);

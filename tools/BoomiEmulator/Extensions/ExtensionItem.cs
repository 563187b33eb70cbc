namespace BoomiEmulator.Extensions;

/// <summary>Something that processes declare as extensible: a component with fields, a table, a property, a certificate.</summary>
/// <param name="Section">The section it belongs to.</param>
/// <param name="Id">The component; of a dynamic process property its name.</param>
/// <param name="Name">What people see.</param>
/// <param name="Type">The kind of a shared communication; else empty.</param>
/// <param name="Fields">Its fields; none for tables, properties and certificates.</param>
public sealed record ExtensionItem(ExtensionSection Section, string Id, string Name, string Type, IReadOnlyList<ExtensionField> Fields);

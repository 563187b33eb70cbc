namespace BoomiEmulator.Extensions;

/// <summary>Everything that the processes deployed to an environment declare as extensible.</summary>
/// <param name="Items">All but maps, each once.</param>
/// <param name="Maps">The maps, each once a process.</param>
public sealed record DeclaredExtensions(IReadOnlyList<ExtensionItem> Items, IReadOnlyList<MapDeclaration> Maps)
{
    /// <summary>The items of a section.</summary>
    public IEnumerable<ExtensionItem> Of(ExtensionSection section) => Items.Where(item => item.Section == section);

    /// <summary>An item by its id, in any case; null when nothing deployed declares it.</summary>
    public ExtensionItem? Find(ExtensionSection section, string? id) =>
        Items.FirstOrDefault(item => item.Section == section && item.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}

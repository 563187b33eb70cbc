using PromotionEngine.Components;

namespace PromotionEngine.Dependencies;

/// <summary>A component of a dependency tree, at the version that would be promoted.</summary>
/// <param name="Id">The component.</param>
/// <param name="Version">The version that the package froze, or the current one.</param>
public sealed record DependencyNode(ComponentId Id, int Version)
{
    /// <summary>Name as the platform has it; the ID when the component could not be read.</summary>
    public string Name { get; init; } = Id.Value;

    /// <summary>The platform's type; empty when the component could not be read.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>The connector's type, where the component has one.</summary>
    public string SubType { get; init; } = string.Empty;

    /// <summary>Whole folder path, beginning with the account's root folder.</summary>
    public string FolderFullPath { get; init; } = string.Empty;

    /// <summary>Smallest distance from the root.</summary>
    public int Depth { get; init; }

    /// <summary>DEPENDENT or INDEPENDENT as the platform classes the reference; empty for the root.</summary>
    public string DependencyType { get; init; } = string.Empty;

    /// <summary>Components of the tree that this one refers to.</summary>
    public IReadOnlyList<ComponentId> References { get; init; } = [];

    /// <summary>The document; null when it could not be read.</summary>
    public PackedText? Document { get; init; }

    /// <summary>Why it could not be read, or what a person should know of it; else empty.</summary>
    public string ErrorMessage { get; init; } = string.Empty;

    /// <summary>Whether it is a connection: never promoted, always mapped.</summary>
    public bool IsConnection => ComponentTypes.IsConnection(Type);
}

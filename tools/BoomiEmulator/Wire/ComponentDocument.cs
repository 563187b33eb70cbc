namespace BoomiEmulator.Wire;

/// <summary>A component document as it was sent: the root's attributes, and the type-specific parts as untouched text.</summary>
public sealed record ComponentDocument
{
    /// <summary>The component it is meant for; null when absent or blank.</summary>
    public string? ComponentId { get; init; }

    /// <summary>The branch to write on; null when absent or blank.</summary>
    public string? BranchId { get; init; }

    /// <summary>The folder to place it in: null when the attribute is absent, empty when it is blank.</summary>
    public string? FolderId { get; init; }

    /// <summary>The name; null when absent.</summary>
    public string? Name { get; init; }

    /// <summary>The type; null when absent.</summary>
    public string? Type { get; init; }

    /// <summary>The connector; null when absent.</summary>
    public string? SubType { get; init; }

    /// <summary>The component it is copied from; null when absent.</summary>
    public string? CopiedFromComponentId { get; init; }

    /// <summary>The version it is copied from; null when absent.</summary>
    public int? CopiedFromComponentVersion { get; init; }

    /// <summary>The description, decoded.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The <c>bns:object</c> element as stored text.</summary>
    public required string ObjectXml { get; init; }

    /// <summary>The <c>bns:processOverrides</c> element as stored text, or empty.</summary>
    public string OverridesXml { get; init; } = string.Empty;

    /// <summary>The paths that the sender lists as encrypted.</summary>
    public IReadOnlyList<string> EncryptedPaths { get; init; } = [];
}

namespace PromotionEngine.Components;

/// <summary>
/// The root attributes of the document that is sent. Everything the platform ignores on input (version, dates, people,
/// folder and branch names) is dropped and has no place here.
/// </summary>
public sealed record TargetEnvelope
{
    /// <summary>The component to update; null to create one.</summary>
    public string? ComponentId { get; init; }

    /// <summary>
    /// The branch that is written to. Never blank: a document without it is written to main.
    /// </summary>
    public required string BranchId { get; init; }

    /// <summary>The folder; null leaves the attribute out, which means the account's root folder.</summary>
    public string? FolderId { get; init; }

    /// <summary>The name; null keeps the source's.</summary>
    public string? Name { get; init; }

    /// <summary>The component type; null keeps the source's.</summary>
    public string? Type { get; init; }

    /// <summary>The sub-type (the connector's); null keeps the source's.</summary>
    public string? SubType { get; init; }
}

namespace PromotionEngine.Components;

/// <summary>What happens to an attribute of the root.</summary>
internal enum RootAttributeKind
{
    /// <summary>Kept, references in it rewritten: namespaces and whatever the platform may add.</summary>
    Content,

    /// <summary>The name: kept unless the plan gives another.</summary>
    Name,

    /// <summary>Set by the plan.</summary>
    Target,

    /// <summary>Written by the platform and ignored on input: not sent.</summary>
    ReadOnly,
}

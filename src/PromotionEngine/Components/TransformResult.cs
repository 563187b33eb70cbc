namespace PromotionEngine.Components;

/// <summary>A document made ready for production, and the account of what was done to it.</summary>
public sealed record TransformResult
{
    /// <summary>The document to send. It may hold production secrets taken from main: it is never logged or kept unmasked.</summary>
    public required string Xml { get; init; }

    /// <summary>How often each dev ID, as spelled in the plan, was replaced. IDs that do not occur are absent.</summary>
    public required IReadOnlyDictionary<string, int> RewritesById { get; init; }

    /// <summary>All replacements together.</summary>
    public required int ReferencesRewritten { get; init; }

    /// <summary>References blanked because the plan leaves them out; more than 0 means that the component must be updated later.</summary>
    public required int ReferencesLeftOut { get; init; }

    /// <summary>The places that held a value which was taken out, in document order.</summary>
    public required IReadOnlyList<StrippedPlace> Stripped { get; init; }

    /// <summary>Known dev IDs that still stand in the document because nothing is mapped to them, in order of appearance. The document must not be sent.</summary>
    public required IReadOnlyList<string> UnresolvedKnownIds { get; init; }

    /// <summary>The values that were taken out, for <see cref="LeakCheck"/> alone.</summary>
    public required SecretValues StrippedValues { get; init; }

    /// <summary>Names the counts only: the document may hold secrets and must not reach a log by way of a record's printed form.</summary>
    public override string ToString()
        => $"TransformResult {{ ReferencesRewritten = {ReferencesRewritten}, Stripped = {Stripped.Count}, Unresolved = {UnresolvedKnownIds.Count} }}";
}

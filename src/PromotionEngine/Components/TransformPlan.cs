using System.Collections.Frozen;

namespace PromotionEngine.Components;

/// <summary>What <see cref="DocumentTransform"/> is to do with one document.</summary>
public sealed record TransformPlan
{
    /// <summary>
    /// Production ID for each dev ID, both GUIDs; letter case of the keys does not matter. It is read while the document is
    /// transformed, so it must not change meanwhile. A <see cref="Dictionary{TKey,TValue}"/> that compares with
    /// <see cref="StringComparer.OrdinalIgnoreCase"/> is used as it is; any other is copied first.
    /// </summary>
    public required IReadOnlyDictionary<string, string> IdMap { get; init; }

    /// <summary>The root attributes of the result.</summary>
    public required TargetEnvelope Envelope { get; init; }

    /// <summary>What is stripped from which component types.</summary>
    public StripRules Rules { get; init; } = StripRules.Default;

    /// <summary>What main holds at the places that are stripped: set on an update, null on a create.</summary>
    public ProductionValues? Production { get; init; }

    /// <summary>
    /// IDs of the dev account that must not stay in the result; those that have neither a production ID nor stand in
    /// <see cref="LeftOut"/> come back as <see cref="TransformResult.UnresolvedKnownIds"/>. Null: only those of <see cref="IdMap"/> are known.
    /// </summary>
    public IReadOnlySet<string>? KnownIds { get; init; }

    /// <summary>
    /// Dev IDs whose references are blanked: a cycle of new components is broken by creating one of them without the reference and updating it
    /// once the others exist. Takes precedence over <see cref="IdMap"/>.
    /// </summary>
    public IReadOnlySet<string> LeftOut { get; init; } = FrozenSet<string>.Empty;
}

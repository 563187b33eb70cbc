namespace PromotionEngine.Promotions;

/// <summary>What became of one component of a promotion.</summary>
/// <param name="DevComponentId">ID in the development account.</param>
/// <param name="ProdComponentId">ID in the production account; empty while there is none.</param>
/// <param name="Name">Name as the platform has it.</param>
/// <param name="Type">The platform's type, for example <c>process</c> or <c>transform.map</c>.</param>
/// <param name="Action"><c>created</c>, <c>updated</c>, <c>FAILED</c> or <c>SKIPPED</c>.</param>
/// <param name="Version">Version on the branch; 0 when nothing stands there.</param>
public sealed record ComponentResult(string DevComponentId, string ProdComponentId, string Name, string Type, string Action, int Version)
{
    /// <summary>A component that did not exist in production and now stands on the branch.</summary>
    public const string Created = "created";

    /// <summary>A component of production whose new content stands on the branch, written or found equal.</summary>
    public const string Updated = "updated";

    /// <summary>A component that could not be promoted.</summary>
    public const string Failed = "FAILED";

    /// <summary>A component that was not tried because one that it needs failed.</summary>
    public const string Skipped = "SKIPPED";

    /// <summary>Why it failed or was skipped; else empty.</summary>
    public string ErrorMessage { get; init; } = string.Empty;

    /// <summary>Names of what was stripped, without values.</summary>
    public IReadOnlyList<string> StrippedElements { get; init; } = [];

    /// <summary>Number of references that were rewritten to production IDs.</summary>
    public int ReferencesRewritten { get; init; }

    /// <summary>Version of the development component that was promoted; 0 in a record of a version that did not keep it.</summary>
    public int DevVersion { get; init; }

    /// <summary>Version of main that the branch inherited before our first write; 0 for a new component.</summary>
    public int BaseVersion { get; init; }

    /// <summary>Whether this run wrote a revision; false when the branch held the same content already.</summary>
    public bool Written { get; init; }
}

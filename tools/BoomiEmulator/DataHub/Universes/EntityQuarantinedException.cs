namespace BoomiEmulator.DataHub.Universes;

/// <summary>An entity cannot be incorporated and goes to quarantine.</summary>
internal sealed class EntityQuarantinedException(string cause, string reason) : Exception(reason)
{
    /// <summary>The documented cause, e.g. <c>REQUIRED_FIELD</c>.</summary>
    public string Cause { get; } = cause;

    /// <summary>Names of the fields at fault, when the fields are to blame.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The ordinal of the match rule that found the records, for matching errors.</summary>
    public int? MatchRule { get; init; }
}

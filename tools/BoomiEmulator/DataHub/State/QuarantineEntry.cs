namespace BoomiEmulator.DataHub.State;

internal sealed class QuarantineEntry
{
    public required string TransactionId { get; init; }

    public required string SourceId { get; init; }

    public string? SourceEntityId { get; init; }

    public DateTimeOffset CreatedDate { get; init; }

    public DateTimeOffset? EndDate { get; set; }

    public string? Resolution { get; set; }

    public required string Cause { get; init; }

    public required string Reason { get; init; }

    /// <summary>Names of the fields at fault; empty for parse failures and matching errors.</summary>
    public List<string> Fields { get; set; } = [];

    /// <summary>The ordinal of the match rule, for matching errors.</summary>
    public int? MatchRule { get; init; }

    public required string EntityXml { get; init; }
}

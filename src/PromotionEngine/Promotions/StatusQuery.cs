using Contract.Errors;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions;

/// <summary>Which promotions to list. Empty texts and null instants do not filter.</summary>
public sealed record StatusQuery
{
    /// <summary>Name of the root component.</summary>
    public string ProcessName { get; init; } = string.Empty;

    /// <summary>A development or production component that took part.</summary>
    public string ComponentId { get; init; } = string.Empty;

    /// <summary>Earliest start, itself included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest start, itself included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>One promotion.</summary>
    public string PromotionId { get; init; } = string.Empty;

    /// <summary>The development account.</summary>
    public string DevAccountId { get; init; } = string.Empty;

    /// <summary>E-mail of the initiator, normalised.</summary>
    public string InitiatedBy { get; init; } = string.Empty;

    /// <summary>Any of these; none stands for every status.</summary>
    public IReadOnlySet<PromotionStatus> Statuses { get; init; } = new HashSet<PromotionStatus>();

    /// <summary>Rows to answer.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Rows to leave out at the beginning.</summary>
    public int Offset { get; init; }

    /// <summary>The part of the query that DataHub, whose filters are flat, can narrow by.</summary>
    public RecordFilter ToFilter()
    {
        (string Field, string Value)[] fields =
        [
            ("promotionId", PromotionId), ("processName", ProcessName), ("devAccountId", DevAccountId), ("initiatedBy", InitiatedBy),
        ];
        var conditions = fields.Where(field => field.Value.Length > 0).Select(field => RecordCondition.Equal(field.Field, field.Value)).ToList();
        return conditions.Count == 0 ? RecordFilter.Everything : RecordFilter.All(conditions);
    }

    /// <summary>Whether <paramref name="promotion"/> is asked for.</summary>
    public bool Matches(Promotion promotion) =>
        Is(PromotionId, promotion.Id.Value)
        && Is(DevAccountId, promotion.DevAccountId.Value)
        && Is(InitiatedBy, promotion.InitiatedBy.Email)
        && Is(ProcessName, promotion.ProcessName)
        && (From is null || promotion.InitiatedAt >= From)
        && (To is null || promotion.InitiatedAt <= To)
        && (Statuses.Count == 0 || Statuses.Contains(promotion.Status))
        && (ComponentId.Length == 0 || promotion.RootComponentId == ComponentId
            || promotion.Results.Any(result => result.DevComponentId == ComponentId || result.ProdComponentId == ComponentId));

    /// <summary>The statuses that <paramref name="words"/>, separated by commas, and <paramref name="reviewStage"/> name.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST for a word that is no status.</exception>
    public static IReadOnlySet<PromotionStatus> ParseStatuses(string words, string reviewStage)
    {
        var statuses = words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => PromotionStatusWords.Parse(word.ToUpperInvariant())
                ?? throw new PromotionFailure(ErrorCodes.InvalidRequest, $"status names {word}, which is no status of a promotion."))
            .ToHashSet();
        if (reviewStage is "" or "ALL")
        {
            return statuses;
        }

        // Stages filter on the status alone: what a record says of its reviews outlives them.
        var stage = PromotionStatusWords.Parse(reviewStage)!.Value;
        return statuses.Count == 0 || statuses.Contains(stage)
            ? new HashSet<PromotionStatus> { stage }
            : throw new PromotionFailure(ErrorCodes.InvalidRequest, $"reviewStage {reviewStage} and status {words} exclude each other.");
    }

    private static bool Is(string wanted, string value) => wanted.Length == 0 || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}

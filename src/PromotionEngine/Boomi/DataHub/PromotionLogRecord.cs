using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>A promotion as DataHub publishes it. Text may have been cut; instants are whole seconds; what has no value is empty or null.</summary>
/// <param name="record">The golden record.</param>
public sealed class PromotionLogRecord(GoldenRecord record)
{
    /// <summary>DataHub's ID of the record.</summary>
    public string RecordId => record.RecordId;

    /// <summary>ID of the promotion.</summary>
    public PromotionId Id => new(record["promotionId"]);

    /// <summary>Where it stands; null when the record holds an unknown word.</summary>
    public PromotionStatus? Status => PromotionStatusWords.Parse(record["status"]);

    /// <summary>When it was started.</summary>
    public DateTimeOffset? InitiatedAt => record.Instant("initiatedAt");

    /// <summary>Who started it.</summary>
    public string InitiatedBy => record["initiatedBy"];

    /// <summary>The account that the components come from.</summary>
    public string DevAccountId => record["devAccountId"];

    /// <summary>Name of the root component.</summary>
    public string ProcessName => record["processName"];

    /// <summary>Name of the branch.</summary>
    public string BranchName => record["branchName"];

    /// <summary>ID of the branch.</summary>
    public string BranchId => record["branchId"];

    /// <summary>Whether it was declared an emergency.</summary>
    public bool IsHotfix => record.Flag("isHotfix");

    /// <summary>Text of any field of the model, for example <c>peerReviewedBy</c>; empty when it has no value.</summary>
    /// <exception cref="ArgumentException">The model has no such field.</exception>
    public string Text(string field) => record[GoldenRecordModels.PromotionLog.Field(field).Name];

    /// <summary>Whole number of any field of the model; 0 when it has no value.</summary>
    public int Number(string field) => record.Number(GoldenRecordModels.PromotionLog.Field(field).Name);

    /// <summary>Instant of any field of the model; null when it has no value.</summary>
    public DateTimeOffset? Instant(string field) => record.Instant(GoldenRecordModels.PromotionLog.Field(field).Name);
}

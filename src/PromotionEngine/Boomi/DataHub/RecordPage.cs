namespace PromotionEngine.Boomi.DataHub;

/// <summary>A page of a query.</summary>
/// <param name="Records">Its records.</param>
/// <param name="TotalCount">Records of the whole query; 0 when DataHub did not say.</param>
/// <param name="OffsetToken">Where the next page begins; empty when there is none.</param>
internal sealed record RecordPage(IReadOnlyList<GoldenRecord> Records, int TotalCount, string OffsetToken);

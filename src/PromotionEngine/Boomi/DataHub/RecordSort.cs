namespace PromotionEngine.Boomi.DataHub;

/// <summary>Order of a query's records.</summary>
/// <param name="Field">Name of a field, or <c>@createdDate</c> or <c>@updatedDate</c>.</param>
/// <param name="Descending">Whether the last comes first.</param>
public sealed record RecordSort(string Field, bool Descending = false);

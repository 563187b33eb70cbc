namespace PromotionEngine.Promotions;

/// <summary>A component in <c>resultDetail</c>; the names are those of <c>promotionResults</c>.</summary>
internal sealed record ResultDetailEntry(
    string DevComponentId,
    string ProdComponentId,
    string ComponentName,
    string ComponentType,
    string Action,
    int Version,
    string ErrorMessage,
    bool ConfigStripped,
    string StrippedElements,
    int ReferencesRewritten)
{
    public static ResultDetailEntry From(ComponentResult result) => new(
        result.DevComponentId,
        result.ProdComponentId,
        result.Name,
        result.Type,
        result.Action,
        result.Version,
        result.ErrorMessage,
        result.StrippedElements.Count > 0,
        string.Join(',', result.StrippedElements),
        result.ReferencesRewritten);
}

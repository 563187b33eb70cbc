using System.Text.Json;
using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>Working copies as they stand in the store.</summary>
internal static class PromotionDocuments
{
    /// <summary>The promotion that a record holds.</summary>
    /// <exception cref="StateLayoutException">It is in another layout than <see cref="PromotionRecords.Layout"/>.</exception>
    public static StoredPromotion Read(PromotionId id, StateValue value)
    {
        var key = StateKeys.Promotion(id);
        var layout = LayoutOf(value.Value);
        if (layout != PromotionRecords.Layout)
        {
            throw new StateLayoutException($"The record {key} is in layout {layout?.ToString() ?? "unknown"}; this version reads layout {PromotionRecords.Layout}. Run the version that wrote it.");
        }

        return new StoredPromotion(value.Version, StateJson.Read<PromotionDocument>(key, value.Value).Promotion);
    }

    // Read on its own first: in another layout everything else may be different. Only the first field is looked at.
    private static int? LayoutOf(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json.Length > 64 ? json[..64] : json), isFinalBlock: false, default);
            return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("layout")
                && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var layout) ? layout : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromotionEngine.State;

/// <summary>JSON as the store keeps it: camel case, ids as plain strings, instants in UTC, and nothing read that is not understood.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new PlainStringConverter<Promotions.PromotionId>(id => id.Value, text => new Promotions.PromotionId(text)),
            new PlainStringConverter<Promotions.BranchId>(id => id.Value, text => new Promotions.BranchId(text)),
            new PlainStringConverter<Accounts.AccountId>(id => id.Value, text => new Accounts.AccountId(text)),
            new PlainStringConverter<Components.ComponentId>(id => id.Value, text => new Components.ComponentId(text)),
            new PlainStringConverter<Components.FolderId>(id => id.Value, text => new Components.FolderId(text)),
            new PlainStringConverter<Packages.PackageId>(id => id.Value, text => new Packages.PackageId(text)),
            new PlainStringConverter<Promotions.PromotionStatus>(
                Promotions.PromotionStatusWords.Word,
                text => Promotions.PromotionStatusWords.Parse(text) ?? throw new JsonException($"{text} is no status of a promotion.")),
            new JsonStringEnumConverter(),
        },
    };

    /// <summary>The value as JSON.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The value that <paramref name="json"/> holds.</summary>
    /// <exception cref="StateLayoutException">It holds something else, or a field that this version does not know.</exception>
    public static T Read<T>(string key, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new StateLayoutException($"The record {key} is empty.");
        }
        catch (JsonException exception)
        {
            // The message of the serializer names the path, not the value.
            throw new StateLayoutException(
                $"The record {key} cannot be read by this version at {exception.Path}: it was written by a newer version, or by another application.", exception);
        }
    }
}

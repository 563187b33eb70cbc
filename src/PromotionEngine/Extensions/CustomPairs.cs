using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Components;
using PromotionEngine.Failures;

namespace PromotionEngine.Extensions;

/// <summary>
/// The pairs of a field's <c>customProperties</c>. The platform takes them whole and never answers the encrypted ones, so pairs that come back as they were read must not
/// be sent: that would blank the encrypted ones.
/// </summary>
internal static class CustomPairs
{
    /// <summary>Name of the member.</summary>
    public const string Member = "customProperties";

    /// <summary>Whether pairs that a caller sends are to be sent on; false when they came back as they were read.</summary>
    /// <param name="wanted">The field as the caller wants it.</param>
    /// <param name="present">The field as it is.</param>
    /// <exception cref="PromotionFailure">INVALID_REQUEST when they differ, but an encrypted one comes without a value; the message names no value.</exception>
    public static bool GoAlong(ExtensionField wanted, ExtensionField present)
    {
        if (wanted.Node[Member] is not { } pairs)
        {
            return false;
        }

        var given = Pairs(wanted.Node).Where(pair => ExtensionJson.Text(pair, "value") is not ("" or SecretMask.Mask)).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        var open = Pairs(present.Node).Concat(Pairs(wanted.Node)).Where(pair => ExtensionJson.Flag(pair, "encrypted")).Select(KeyOf).Where(key => !given.Contains(key)).ToHashSet(StringComparer.Ordinal);
        if (open.Count == 0)
        {
            return true;
        }

        if (JsonNode.DeepEquals(Without(pairs, open), Without(present.Node[Member], open)))
        {
            return false;
        }

        throw new PromotionFailure(
            ErrorCodes.InvalidRequest,
            $"extensionPayload changes {Member} of {present.Name}, and they go whole: without new values the encrypted {Listing.Of(open.Order(StringComparer.Ordinal))} would be lost. Send their values, too, or leave {Member} out.");
    }

    /// <summary>Takes the values of the encrypted pairs out of a field.</summary>
    public static void HideEncrypted(JsonObject field)
    {
        foreach (var pair in Pairs(field).Where(pair => ExtensionJson.Flag(pair, "encrypted")))
        {
            pair.Remove("value");
        }
    }

    private static JsonNode? Without(JsonNode? pairs, HashSet<string> open)
    {
        var rest = new JsonObject { [Member] = pairs?.DeepClone() };
        foreach (var pair in Pairs(rest).Where(pair => open.Contains(KeyOf(pair))))
        {
            pair.Remove("value");
        }

        return rest;
    }

    private static IEnumerable<JsonObject> Pairs(JsonObject field) => ExtensionJson.List(field[Member] as JsonObject, "properties");

    private static string KeyOf(JsonObject pair) => ExtensionJson.Text(pair, "key");
}

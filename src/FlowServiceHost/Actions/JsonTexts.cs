using System.Text.Json;

namespace FlowServiceHost.Actions;

/// <summary>Finds texts in JSON that no string can hold: half of a surrogate pair, written as an escape.</summary>
internal static class JsonTexts
{
    /// <summary>Whether every text and name in <paramref name="json"/> is valid Unicode.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static bool AreValid(ReadOnlySpan<byte> json, int maxDepth)
    {
        if (json.IndexOf(@"\ud"u8) < 0 && json.IndexOf(@"\uD"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !CanBeRead(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CanBeRead(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

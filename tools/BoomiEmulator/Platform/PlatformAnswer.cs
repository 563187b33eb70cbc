using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>An answer before it is written.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The object; null when there is only text.</param>
/// <param name="XmlOnly">Whether it is XML even for callers that accept JSON.</param>
/// <param name="Text">A body that is written as it is.</param>
internal sealed record PlatformAnswer(int Status, WireObject? Body, bool XmlOnly = false, string? Text = null)
{
    /// <summary>Status 200 with an object.</summary>
    public static PlatformAnswer Ok(WireObject body) => new(200, body);

    /// <summary>Status 200 with an object that has no JSON form.</summary>
    public static PlatformAnswer OkXml(WireObject body) => new(200, body, XmlOnly: true);

    /// <summary>What a successful deletion answers: a text that is neither JSON nor XML.</summary>
    public static PlatformAnswer Deleted { get; } = new(200, Body: null, Text: "{true}");
}

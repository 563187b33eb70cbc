namespace PromotionEngine.Boomi.Platform;

/// <summary>Form of a request's body.</summary>
internal enum PlatformBody
{
    None,
    Json,
    Xml,

    /// <summary>A query token and nothing else.</summary>
    Text,
}

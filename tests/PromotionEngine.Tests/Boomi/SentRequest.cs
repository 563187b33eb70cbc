namespace PromotionEngine.Tests.Boomi;

/// <summary>A request as it went out.</summary>
internal sealed record SentRequest(string Method, string PathAndQuery, string Body, string ContentType, string Accept, string Authorization);

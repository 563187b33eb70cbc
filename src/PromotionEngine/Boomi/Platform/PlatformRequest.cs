using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>One request as the resources ask for it; the transport adds address, credentials, limits and repeats.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Account">The account that is operated on.</param>
/// <param name="Path">Path below the account, percent-encoded.</param>
/// <param name="Operation">Name under which the call is counted and reported.</param>
internal sealed record PlatformRequest(HttpMethod Method, AccountId Account, string Path, string Operation)
{
    public PlatformBody BodyForm { get; init; } = PlatformBody.None;

    public string Body { get; init; } = string.Empty;

    /// <summary>Whether the answer shall be XML; else JSON.</summary>
    public bool WantsXml { get; init; }

    /// <summary>Whether sending it twice does no harm. A create must be looked up before it is sent again.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>Whether it may change something on the platform.</summary>
    public bool Writes => Method != HttpMethod.Get
        && !Path.EndsWith("/query", StringComparison.Ordinal)
        && !Path.EndsWith("/queryMore", StringComparison.Ordinal)
        && !Path.EndsWith("/bulk", StringComparison.Ordinal);

    /// <summary>Largest answer in bytes; 0 for the setting.</summary>
    public int MaxBytes { get; init; }
}

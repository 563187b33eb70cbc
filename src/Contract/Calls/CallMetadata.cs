namespace Contract.Calls;

/// <summary>Names of the metadata that accompanies a call of the engine. Everything that begins with <see cref="Prefix"/> is signed.</summary>
public static class CallMetadata
{
    /// <summary>What the names of all our metadata begin with.</summary>
    public const string Prefix = "promotion-";

    /// <summary>The signature itself.</summary>
    public const string Signature = "promotion-signature";

    /// <summary>Request: the caller's idempotency key: printable ASCII, at most <see cref="MaxIdempotencyKeyLength"/> characters.</summary>
    public const string IdempotencyKey = "promotion-idempotency-key";

    /// <summary>Request: <c>true</c> when the caller prefers an answer before the work is done.</summary>
    public const string RespondAsync = "promotion-respond-async";

    /// <summary>Request: ID of the primary account that the caller means; absent when it names none. Printable ASCII.</summary>
    public const string PrimaryAccount = "promotion-primary-account";

    /// <summary>Response header or trailer: <c>true</c> when the work goes on after the answer.</summary>
    public const string Accepted = "promotion-accepted";

    /// <summary>Response trailer: whole seconds after which a refused call may be repeated.</summary>
    public const string RetryAfter = "promotion-retry-after";

    /// <summary>Longest idempotency key, in characters.</summary>
    public const int MaxIdempotencyKeyLength = 255;
}

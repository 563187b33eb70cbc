namespace PromotionEngine.State.Redis;

/// <summary>How the store reaches Redis.</summary>
public sealed record RedisStateOptions
{
    /// <summary>Hosts, password and other options as StackExchange.Redis reads them, for example <c>redis:6379,password=…,ssl=true</c>.</summary>
    public required string Connection { get; init; }

    /// <summary>What every key begins with: letters, digits and hyphens. Services that share a Redis have different ones.</summary>
    public string KeyPrefix { get; init; } = "promo";

    /// <summary>
    /// File with the certificates (PEM) of the only authorities that may have signed Redis's certificate; empty for those that the machine trusts.
    /// </summary>
    public string CertificateAuthority { get; init; } = string.Empty;

    /// <summary>
    /// Replicas that must have a commit before it counts as made; 0 for none. A commit that they do not have in time is answered as one of unknown outcome.
    /// </summary>
    public int Replicas { get; init; }

    /// <summary>How long a commit waits for <see cref="Replicas"/>.</summary>
    public TimeSpan ReplicaTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The layout to work in; another than the present one for tests only.</summary>
    internal string Layout { get; init; } = RedisLayout.Number;

    /// <summary>How long one exchange with Redis may take; after half of it without an answer it is sent once more. Well below the lease of a run.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an exchange that failed for want of a connection is tried again before the store counts as unavailable.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the outcome of a commit is remembered, so that it can be sent again after a lost answer.</summary>
    public TimeSpan OutcomeRemembered { get; init; } = TimeSpan.FromMinutes(10);
}

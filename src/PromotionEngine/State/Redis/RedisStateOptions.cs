namespace PromotionEngine.State.Redis;

/// <summary>How the store reaches Redis.</summary>
public sealed record RedisStateOptions
{
    /// <summary>Hosts, password and other options as StackExchange.Redis reads them, for example <c>redis:6379,password=…,ssl=true</c>.</summary>
    public required string Connection { get; init; }

    /// <summary>What every key begins with: letters, digits and hyphens. Services that share a Redis have different ones.</summary>
    public string KeyPrefix { get; init; } = "promo";

    /// <summary>How long one exchange with Redis may take. Well below the lease of a run.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an exchange that failed for want of a connection is tried again before the store counts as unavailable.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the outcome of a commit is remembered, so that it can be sent again after a lost answer.</summary>
    public TimeSpan OutcomeRemembered { get; init; } = TimeSpan.FromMinutes(10);
}

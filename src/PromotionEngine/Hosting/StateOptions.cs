using PromotionEngine.State.Redis;

namespace PromotionEngine.Hosting;

/// <summary>Settings under <c>State</c>.</summary>
public sealed class StateOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "State";

    /// <summary>
    /// Connection string of Redis, for example <c>127.0.0.1:6379</c>: a server; a primary and its replicas, all named; or some nodes of a cluster. Empty keeps
    /// everything in this process's memory, for the sandbox only.
    /// </summary>
    public string Redis { get; set; } = string.Empty;

    /// <summary>File with the certificates (PEM) of the authorities that may have signed Redis's certificate; empty for those that the machine trusts.</summary>
    public string RedisCertificateAuthority { get; set; } = string.Empty;

    /// <summary>Replicas that must have a commit before it counts as made.</summary>
    public int RedisReplicas { get; set; }

    /// <summary>The operator's word that nothing of ours was ever in the store, so that it may be taken into use empty.</summary>
    public bool FirstStart { get; set; }

    /// <summary>The operator's word that no engine of an older version runs any more, so that what it wrote may be moved to the present layout.</summary>
    public bool MoveLayout { get; set; }

    /// <summary>How Redis is reached.</summary>
    public RedisStateOptions ToRedis() => new() { Connection = Redis, CertificateAuthority = RedisCertificateAuthority, Replicas = RedisReplicas };

    /// <summary>What is wrong with the settings, a sentence each.</summary>
    public IEnumerable<string> Problems() => Redis.Length > 0 ? RedisConfiguration.Problems(ToRedis()) : [];
}

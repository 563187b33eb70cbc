using System.Text.Json.Serialization;

namespace PromotionEngine.State;

/// <summary>An answer that a host owes, as the store keeps it.</summary>
/// <param name="Id">What it is known by.</param>
/// <param name="Content">What the host sealed; empty once it is settled.</param>
/// <param name="IsSettled">Whether it was given. Such a record stays for a while, so that a late repeat is not owed again.</param>
public sealed record DeferredAnswer(string Id, byte[] Content, bool IsSettled = false)
{
    /// <summary>When it goes although nobody settled it; null in records of an earlier version.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>Version that it was read at, which fences whoever held it before.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}

using System.Text.Json.Serialization;

namespace PromotionEngine.State;

/// <summary>A message that waits in the outbox.</summary>
/// <param name="Id">ID of the entry; a receiver may use it to drop repeats.</param>
/// <param name="Message">What is to be sent.</param>
/// <param name="EnqueuedAt">When it was enqueued.</param>
/// <param name="Attempts">Times that it was tried.</param>
/// <param name="LastError">Why the last try failed; empty while none did.</param>
public sealed record OutboxEntry(string Id, OutboxMessage Message, DateTimeOffset EnqueuedAt, int Attempts = 0, string LastError = "")
{
    /// <summary>When it may be tried next: after its sender's hold, or after a failed try; null while it was never tried.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Version that the entry was read at.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}

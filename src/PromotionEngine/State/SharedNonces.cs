using Contract.Calls;
using Microsoft.Extensions.Logging;

namespace PromotionEngine.State;

/// <summary>
/// Nonces of signed calls, each taken once by whichever engine it is shown to. While the store is away, or takes no writes, every engine goes by those that it
/// saw itself: reads are served then too, and a call could be shown once more only to another engine, within the minutes that its signature is valid.
/// </summary>
/// <param name="shared">Those of all engines.</param>
/// <param name="own">Those of this one.</param>
/// <param name="time">Clock of the waits.</param>
/// <param name="logger">Where it is told that the store is away.</param>
internal sealed partial class SharedNonces(Nonces shared, InMemoryNonceStore own, TimeProvider time, ILogger<SharedNonces> logger) : INonceStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _awayUntil = long.MinValue;

    /// <inheritdoc/>
    public async ValueTask<bool> TryAddAsync(string nonce, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        // Here first: what was taken while the store was away is in no store.
        if (!await own.TryAddAsync(nonce, expiresAt, cancellationToken))
        {
            return false;
        }

        if (time.GetTimestamp() < Volatile.Read(ref _awayUntil))
        {
            return true;
        }

        try
        {
            return await shared.TryUseAsync(nonce, expiresAt - time.GetUtcNow(), cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is StateUnavailableException or TimeoutException)
        {
            LogAway(exception);
            Volatile.Write(ref _awayUntil, time.GetTimestamp() + (long)(Pause.TotalSeconds * time.TimestampFrequency));
            return true;
        }
    }

    [LoggerMessage(EventId = 1330, Level = LogLevel.Warning, Message = "The store does not take nonces; calls are compared with those that this engine saw itself")]
    private partial void LogAway(Exception exception);
}

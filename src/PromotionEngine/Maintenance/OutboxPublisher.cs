using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Hosting;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>Publishes to DataHub what waits in the outbox, in order for each record, until DataHub says what became of it.</summary>
/// <remarks>
/// Entries are held for a time, and DataHub has no conditional write. So sending ends a call's longest time before the hold does: what is sent late, or takes effect
/// late, never comes after what the next holder sends.
/// </remarks>
public sealed partial class OutboxPublisher(
    Outbox outbox,
    PromotionLogs logs,
    ComponentMappings mappings,
    IStateStore store,
    EngineOptions options,
    DataHubOptions dataHub,
    TimeProvider timeProvider,
    ILogger<OutboxPublisher> logger)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _hold = options.HoldFor(dataHub);

    /// <summary>Sends what is due, up to <paramref name="limit"/> entries.</summary>
    /// <returns>How many were published, how many DataHub refused for good and has nothing newer of, and how many could not be sent.</returns>
    public async Task<(int Published, int Quarantined, int Failed)> PublishAsync(int limit, CancellationToken cancellationToken)
    {
        int published = 0, failed = 0;
        var aside = new List<string>();
        var tried = 0;
        while (tried < limit)
        {
            var window = new WriteWindow(timeProvider, _hold - dataHub.CallTimeout);
            var now = await store.NowAsync(cancellationToken);
            var due = await outbox.DueAsync(now, Math.Min(BatchSize, limit - tried), cancellationToken);
            var taken = new List<OutboxEntry>();
            foreach (var entry in due)
            {
                if (await outbox.TakeAsync(entry, now, _hold, cancellationToken) is { } held)
                {
                    taken.Add(held);
                }
            }

            if (taken.Count == 0)
            {
                break;
            }

            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (entry, outcome) in await SendAsync(taken, window, cancellationToken))
            {
                switch (outcome.Kind)
                {
                    case WriteOutcomeKind.Quarantined:
                        LogQuarantined(entry.Message.RecordKey, outcome.Message);
                        await outbox.QuarantinedAsync(entry, outcome.Message, now, cancellationToken);
                        aside.Add(entry.Message.RecordKey);
                        break;
                    case WriteOutcomeKind.Errored:
                        await outbox.FailedAsync(entry, outcome.Message, now, BackOff(entry.Attempts), cancellationToken);
                        failed++;
                        break;
                    default:
                        await outbox.DoneAsync(entry, now, cancellationToken);
                        written.Add(entry.Message.RecordKey);
                        published++;
                        break;
                }
            }

            // A record goes out as a whole, and in order: DataHub has what it refused of it, in what came later.
            await outbox.ForgetAsideAsync(written, cancellationToken);
            aside.RemoveAll(written.Contains);
            tried += taken.Count;
        }

        return (published, aside.Count, failed);
    }

    private async Task<IReadOnlyList<(OutboxEntry Entry, WriteOutcome Outcome)>> SendAsync(IReadOnlyList<OutboxEntry> entries, WriteWindow window, CancellationToken cancellationToken)
    {
        var sent = new List<(OutboxEntry Entry, WriteOutcome Outcome)>();
        foreach (var kind in entries.GroupBy(entry => entry.Message.Kind, StringComparer.Ordinal).Select(same => same.ToList()))
        {
            sent.AddRange(kind.Zip(await SendKindAsync(kind, window, cancellationToken)));
        }

        return sent;
    }

    private async Task<IReadOnlyList<WriteOutcome>> SendKindAsync(IReadOnlyList<OutboxEntry> entries, WriteWindow window, CancellationToken cancellationToken)
    {
        using var closing = new CancellationTokenSource(window.Left, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, cancellationToken);
        try
        {
            return entries[0].Message.Kind == MappingOutbox.Kind
                ? await mappings.WriteAsync([.. entries.Select(entry => MappingOutbox.Read(entry.Message))], window, either.Token)
                : await logs.WriteAsync([.. entries.Select(entry => PromotionLogOutbox.Read(entry.Message))], window, either.Token);
        }
        catch (Exception exception) when (entries.Count > 1 && IsOfAnEntry(exception))
        {
            // In halves, until what cannot be written stands alone: the others are not kept waiting by it.
            var half = entries.Count / 2;
            return [.. await SendKindAsync([.. entries.Take(half)], window, cancellationToken), .. await SendKindAsync([.. entries.Skip(half)], window, cancellationToken)];
        }
        catch (Exception exception) when (exception is DataHubException || IsOfAnEntry(exception))
        {
            return Later(exception, exception.Message);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Later(exception, "DataHub did not say what became of it in time.");
        }

        IReadOnlyList<WriteOutcome> Later(Exception exception, string reason)
        {
            LogUnreachable(exception, entries.Count);
            return [.. entries.Select(entry => new WriteOutcome(entry.Message.RecordKey, WriteOutcomeKind.Errored, string.Empty, string.Empty, reason))];
        }
    }

    // What is wrong with what was to be written, before anything was sent: another version's message, or a value that its field cannot hold.
    private static bool IsOfAnEntry(Exception exception) => exception is StateLayoutException or ArgumentException or DataHubException { Kind: DataHubErrorKind.Refused, Status: 0 };

    private static TimeSpan BackOff(int attempts)
    {
        var seconds = Math.Min(LongestBackOff.TotalSeconds, Math.Pow(2, Math.Min(attempts, 16)));
        return TimeSpan.FromSeconds(seconds);
    }

    [LoggerMessage(EventId = 1200, Level = LogLevel.Error, Message = "DataHub quarantined {RecordKey}: {Reason}. It is set aside; correct the model or the record and publish it again")]
    private partial void LogQuarantined(string recordKey, string reason);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "DataHub could not be written; {Count} entries are tried again later")]
    private partial void LogUnreachable(Exception exception, int count);
}

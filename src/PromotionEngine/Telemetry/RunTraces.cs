using System.Diagnostics;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Telemetry;

/// <summary>
/// Which trace a run belongs to: that of the call that began it. Noted in the commit that begins it, so that an engine that takes the run over makes its calls of Boomi in
/// the same trace. Kept beside the promotion, because an older version would not read a record with a field more.
/// </summary>
public sealed class RunTraces(IStateStore store) : IDisposable
{
    /// <summary>Name of the source of our own spans.</summary>
    public const string SourceName = "Promotion.Engine";

    // A run takes minutes; one that waits for an engine longer than this is worth a trace of its own.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly ActivitySource _source = new(SourceName);

    /// <summary>Adds to the commit that begins a run which trace it belongs to; nothing when there is none.</summary>
    public void Note(Commit commit, PromotionId promotion)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            commit.Put(StateKeys.Trace(promotion), id, KeptFor);
        }
    }

    /// <summary>The trace that the promotion's run was begun in; none when it is not known.</summary>
    public async Task<ActivityContext> FindAsync(PromotionId promotion, CancellationToken cancellationToken) =>
        await store.GetAsync(StateKeys.Trace(promotion), cancellationToken) is { } noted && ActivityContext.TryParse(noted.Value, traceState: null, isRemote: true, out var begun)
            ? begun
            : default;

    /// <summary>Begins the span of a run that goes on here, in the trace that it was begun in; null when nobody listens.</summary>
    public Activity? Resume(PromotionId promotion, ActivityContext begun) =>
        _source.StartActivity("promotion.run.resumed", ActivityKind.Internal, begun)?.SetTag("promotion.id", promotion.Value);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}

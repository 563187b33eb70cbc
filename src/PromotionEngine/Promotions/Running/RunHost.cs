using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PromotionEngine.State;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Keeps the runs of this engine going: a run belongs to the engine, not to the caller, so who hangs up does not stop it. Leases are renewed while runs
/// go on; an engine that stops hands its runs over.
/// </summary>
internal sealed partial class RunHost(
    IEnumerable<IRunKind> kinds, RunLeases leases, PromotionRecords records, RunTraces traces, RunOptions options, TimeProvider time, ILogger<RunHost> logger) : IHostedLifecycleService, IDisposable
{
    private readonly ConcurrentDictionary<PromotionId, HostedRun> _runs = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The run of <paramref name="promotion"/> when it goes on in this engine, else null.</summary>
    public LeasedRun? Find(PromotionId promotion) => _runs.TryGetValue(promotion, out var hosted) ? hosted.Run : null;

    /// <summary>A task that ends, without failing, when the run of <paramref name="promotion"/> ends in this engine; ended when it is not here.</summary>
    public Task EndOf(PromotionId promotion) => _runs.TryGetValue(promotion, out var hosted) ? hosted.Task : Task.CompletedTask;

    /// <summary>Whether this engine has the run of <paramref name="promotion"/>, or makes it ready.</summary>
    public bool Has(PromotionId promotion) => _runs.ContainsKey(promotion);

    /// <summary>Starts a claimed run. The task ends with the run and never fails.</summary>
    public Task Start(LeasedRun run) =>
        Host(new HostedRun(run.Promotion.Id, run.Promotion.LeaseToken, run.Lease) { Run = run }, _ => Task.FromResult(run));

    /// <summary>
    /// Makes a run that was taken over ready, and goes on with it after <paramref name="wait"/>; its lease is renewed meanwhile. When it cannot be made ready the lease lapses, and
    /// the run is taken over again.
    /// </summary>
    /// <param name="taken">The promotion as taken.</param>
    /// <param name="lease">How long its lease holds.</param>
    /// <param name="wait">How long nothing may be written yet.</param>
    /// <returns>A task that ends with the run and never fails.</returns>
    public Task Resume(StoredPromotion taken, LeaseClock lease, TimeSpan wait) => Host(
        new HostedRun(taken.Promotion.Id, taken.Promotion.LeaseToken, lease) { IsTakenOver = true },
        async token =>
        {
            // Making ready only reads, and only what the former owner does not change.
            var mayWrite = Task.Delay(wait, time, token);
            var run = await KindOf(taken.Promotion).PrepareAsync(taken, lease, token);
            await mayWrite;
            return run;
        });

    /// <summary>Whether this engine is giving up its runs and takes none.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Hands the runs over, before anything else is stopped: the server that is stopped next waits for its calls, and those wait for these runs to end elsewhere.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(hosted => hosted.Task)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => StoppingAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private IRunKind KindOf(Promotion promotion) => kinds.First(kind => kind.Owns(promotion));

    private Task Host(HostedRun hosted, Func<CancellationToken, Task<LeasedRun>> prepare)
    {
        _runs[hosted.Id] = hosted;
        hosted.Task = Task.Run(() => RunAsync(hosted, prepare), CancellationToken.None);
        return hosted.Task.ContinueWith(
            _ => _runs.TryRemove(KeyValuePair.Create(hosted.Id, hosted)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RunAsync(HostedRun hosted, Func<CancellationToken, Task<LeasedRun>> prepare)
    {
        using var owned = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var renewal = RenewAsync(hosted, owned);
        try
        {
            using var span = hosted.IsTakenOver ? traces.Resume(hosted.Id, await traces.FindAsync(hosted.Id, owned.Token)) : null;
            hosted.Run = await prepare(owned.Token);
            await KindOf(hosted.Run.Promotion).RunAsync(hosted.Run, owned.Token);
        }
        catch (LeaseLostException)
        {
            LogLeaseLost(hosted.Id);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await HandOverAsync(hosted);
        }
        catch (OperationCanceledException) when (owned.IsCancellationRequested)
        {
            LogLeaseLost(hosted.Id);
        }
        catch (Exception exception)
        {
            // The store is away, or something is wrong that undoing could not settle: the lease lapses and recovery takes the run up.
            LogAbandoned(exception, hosted.Id);
        }
        finally
        {
            await owned.CancelAsync();
            await renewal;
        }
    }

    private async Task RenewAsync(HostedRun hosted, CancellationTokenSource owned)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, time, owned.Token);
                if (!await TryRenewAsync(hosted, owned.Token))
                {
                    await owned.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run ended.
        }
    }

    // A store that is away for a moment costs nothing while the lease still holds.
    private async Task<bool> TryRenewAsync(HostedRun hosted, CancellationToken cancellationToken)
    {
        try
        {
            var since = time.GetTimestamp();
            if (await leases.RenewAsync(hosted.Id, hosted.Token, options.Lease, cancellationToken) is null)
            {
                return false;
            }

            hosted.Lease.Hold(since, options.Lease);
            if (hosted.Run is { } run && await records.GetAsync(hosted.Id, cancellationToken) is { Promotion.WithdrawalRequested: true })
            {
                run.Withdraw();
            }

            return true;
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            LogRenewalFailed(exception, hosted.Id);
            return hosted.Lease.Left() > TimeSpan.Zero;
        }
    }

    private async Task HandOverAsync(HostedRun hosted)
    {
        if (hosted.Run is null)
        {
            // Still waiting for what its former owner may have under way: whoever takes it next must wait as well, so the lease lapses by itself.
            return;
        }

        try
        {
            await leases.HandOverAsync(hosted.Id, hosted.Token, hosted.Run.Calls.HasUnanswered, CancellationToken.None);
            LogHandedOver(hosted.Id);
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            LogAbandoned(exception, hosted.Id);
        }
    }

    [LoggerMessage(EventId = 1130, Level = LogLevel.Warning, Message = "The lease on promotion {PromotionId} was lost; its run goes on elsewhere")]
    private partial void LogLeaseLost(PromotionId promotionId);

    [LoggerMessage(EventId = 1131, Level = LogLevel.Error, Message = "The run of promotion {PromotionId} could not go on here; it is taken up when its lease has lapsed")]
    private partial void LogAbandoned(Exception exception, PromotionId promotionId);

    [LoggerMessage(EventId = 1132, Level = LogLevel.Warning, Message = "The lease on promotion {PromotionId} could not be renewed")]
    private partial void LogRenewalFailed(Exception exception, PromotionId promotionId);

    [LoggerMessage(EventId = 1133, Level = LogLevel.Information, Message = "The run of promotion {PromotionId} was handed over because this engine stops")]
    private partial void LogHandedOver(PromotionId promotionId);
}

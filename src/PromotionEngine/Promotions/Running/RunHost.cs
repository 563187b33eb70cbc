using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Keeps the runs of this engine going: a run belongs to the engine, not to the caller, so who hangs up does not stop it. Leases are renewed while runs
/// go on; an engine that stops hands its runs over.
/// </summary>
internal sealed partial class RunHost(PromotionRunner runner, RunLeases leases, RunOptions options, TimeProvider time, ILogger<RunHost> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<PromotionId, (PromotionRun Run, Task Task)> _runs = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The run of <paramref name="promotion"/> when it goes on in this engine, else null.</summary>
    public PromotionRun? Find(PromotionId promotion) => _runs.TryGetValue(promotion, out var entry) ? entry.Run : null;

    /// <summary>Starts a claimed run. The task ends with the run and never fails.</summary>
    public Task Start(PromotionRun run)
    {
        var task = Task.Run(() => RunAsync(run), CancellationToken.None);
        _runs[run.Promotion.Id] = (run, task);
        return task.ContinueWith(_ => _runs.TryRemove(run.Promotion.Id, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(entry => entry.Task)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(PromotionRun run)
    {
        using var owned = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var renewal = RenewAsync(run, owned);
        try
        {
            await runner.RunAsync(run, owned.Token);
        }
        catch (LeaseLostException)
        {
            LogLeaseLost(run.Promotion.Id);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await HandOverAsync(run);
        }
        catch (OperationCanceledException)
        {
            LogLeaseLost(run.Promotion.Id);
        }
        catch (Exception exception)
        {
            // The store is away, or something is wrong that undoing could not settle: the lease lapses and recovery takes the run up.
            LogAbandoned(exception, run.Promotion.Id);
        }
        finally
        {
            await owned.CancelAsync();
            await renewal;
        }
    }

    private async Task RenewAsync(PromotionRun run, CancellationTokenSource owned)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, time, owned.Token);
                if (await leases.RenewAsync(run.Promotion.Id, run.Promotion.LeaseToken, options.Lease, owned.Token) is null)
                {
                    await owned.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run ended.
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            LogRenewalFailed(exception, run.Promotion.Id);
            await owned.CancelAsync();
        }
    }

    private async Task HandOverAsync(PromotionRun run)
    {
        try
        {
            await leases.HandOverAsync(run.Promotion.Id, run.Promotion.LeaseToken, CancellationToken.None);
            LogHandedOver(run.Promotion.Id);
        }
        catch (Exception exception) when (exception is StateUnavailableException or CommitRefusedException)
        {
            LogAbandoned(exception, run.Promotion.Id);
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

using System.Collections.Concurrent;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.State;

/// <summary>
/// The way to the budget for callers who wait their turn. In one process the callers of an account and lane stand in line,
/// and only the first of them asks the shared budget, when asking is not in vain: about one round trip a call.
/// </summary>
public sealed class BudgetGate(ISharedBudget budget, TimeProvider timeProvider) : IDisposable
{
    private readonly ConcurrentDictionary<(AccountId Account, CallLane Lane), Line> _lines = new();

    /// <summary>Returns when a call may be made, which is then counted.</summary>
    public async Task WaitAsync(AccountId account, CallLane lane, CancellationToken cancellationToken)
    {
        var line = _lines.GetOrAdd((account, lane), _ => new Line());
        await line.Turn.WaitAsync(cancellationToken);
        try
        {
            var left = line.Wait - timeProvider.GetElapsedTime(line.ToldAt);
            while (true)
            {
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, timeProvider, cancellationToken);
                }

                var answer = await budget.TryTakeAsync(account, lane, cancellationToken);
                if (answer.IsGranted)
                {
                    (line.Wait, line.ToldAt) = (answer.Wait, timeProvider.GetTimestamp());
                    return;
                }

                left = answer.Wait;
            }
        }
        finally
        {
            line.Turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }
    }

    private sealed class Line : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>How long asking is in vain, from <see cref="ToldAt"/> on.</summary>
        public TimeSpan Wait { get; set; }

        public long ToldAt { get; set; }

        public void Dispose() => Turn.Dispose();
    }
}

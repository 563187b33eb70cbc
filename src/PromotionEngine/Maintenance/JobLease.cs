using PromotionEngine.Hosting;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Lets a piece of maintenance run in one place at a time, whichever scheduler asks for it: schedulers without a common database do not know of each other.
/// A lease is renewed while the work goes on, and ends by itself when its engine dies; work whose lease was lost is broken off.
/// </summary>
/// <param name="locks">Locks across all engines.</param>
/// <param name="options">How long a lease lasts.</param>
public sealed class JobLease(NamedLocks locks, EngineOptions options)
{
    /// <summary>Does <paramref name="work"/>, or reports that it goes on elsewhere or was broken off. A dry run changes nothing and needs no lease.</summary>
    /// <param name="job">Name of the work.</param>
    /// <param name="isDryRun">Whether the work only looks.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait for the work.</param>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<WorkReport> RunAsync(string job, bool isDryRun, Func<CancellationToken, Task<WorkReport>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (isDryRun)
        {
            return await work(cancellationToken);
        }

        await using var held = await locks.TakeKeptAsync($"job:{job}", Guid.NewGuid().ToString("n"), options.JobLease, TimeSpan.Zero, cancellationToken);
        if (held is null)
        {
            var elsewhere = new WorkReport();
            elsewhere.Note($"{job} is going on for another scheduler.");
            return elsewhere;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var brokenOff = new WorkReport();
            brokenOff.Note($"{job} was broken off, because its lease could not be renewed in time. What is left of it is done at its next turn.");
            return brokenOff;
        }
    }
}

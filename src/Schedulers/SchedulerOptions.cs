namespace Schedulers;

/// <summary>Settings under <c>Schedulers</c>: how often each job runs. A period of zero switches a job off.</summary>
public sealed class SchedulerOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Schedulers";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Address of the engine.</summary>
    public string EngineAddress { get; set; } = "http://127.0.0.1:5051";

    /// <summary>Publishing what waits for DataHub.</summary>
    public TimeSpan PublishOutbox { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Taking over runs whose engine is gone; a backstop, engines look for themselves.</summary>
    public TimeSpan RecoverRuns { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Comparing the branch slots with the platform's branches.</summary>
    public TimeSpan ReconcileSlots { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Deleting branches of promotions that are known to have ended.</summary>
    public TimeSpan SweepOrphanBranches { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Uri.TryCreate(EngineAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            problems.Add($"{Section}:EngineAddress must be an absolute http or https address; it is \"{EngineAddress}\".");
        }

        foreach (var (name, period) in new[]
        {
            (nameof(PublishOutbox), PublishOutbox), (nameof(RecoverRuns), RecoverRuns), (nameof(ReconcileSlots), ReconcileSlots), (nameof(SweepOrphanBranches), SweepOrphanBranches),
        })
        {
            if (period != TimeSpan.Zero && period < Shortest)
            {
                problems.Add($"{Section}:{name} must be at least a second, or zero to switch the job off; it is {period}.");
            }
        }

        return problems;
    }
}

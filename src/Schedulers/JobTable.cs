using Schedulers.Jobs;

namespace Schedulers;

/// <summary>Every job there is. A new one is a class in <c>Jobs</c> and a row here.</summary>
public static class JobTable
{
    /// <summary>The rows, the most frequent first.</summary>
    public static IReadOnlyList<JobEntry> Rows { get; } =
    [
        Row<PublishOutboxJob>("PublishOutbox", "Sends what waits for DataHub and for the mail server", TimeSpan.FromSeconds(10)),
        Row<RecoverRunsJob>("RecoverRuns", "Takes over runs whose engine is gone; a backstop, engines look for themselves", TimeSpan.FromMinutes(1)),
        Row<PollReleasesJob>("PollReleases", "Asks how releases go on that the platform has accepted", TimeSpan.FromMinutes(2)),
        Row<ReconcileSlotsJob>("ReconcileSlots", "Compares the branch slots with the platform's branches", TimeSpan.FromMinutes(5)),
        Row<ExpirePromotionsJob>("ExpirePromotions", "Warns of promotions that nobody goes on with, and ends them a day later", TimeSpan.FromMinutes(15)),
        Row<SweepOrphanBranchesJob>("SweepOrphanBranches", "Deletes branches of promotions that are known to have ended", TimeSpan.FromMinutes(15)),
    ];

    private static JobEntry Row<TJob>(string name, string what, TimeSpan every)
        where TJob : MaintenanceJob => new(name, what, JobSchedule.Period(every), typeof(TJob));
}

using PromotionEngine.Hosting;
using PromotionEngine.Maintenance;
using PromotionEngine.State;
using PromotionEngine.Tests.State;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>A piece of maintenance runs in one place at a time.</summary>
[TestFixture(StoreKind.InMemory)]
[TestFixture(StoreKind.Redis)]
public sealed class JobLeaseTests(StoreKind kind)
{
    [Test]
    public async Task Run_WhileTheSameJobRuns_LeavesItToTheOther()
    {
        await using var under = await TestStore.NewAsync(kind);
        var lease = new JobLease(new NamedLocks(under.Store, TimeProvider.System), new EngineOptions());
        var began = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var first = lease.RunAsync("Sweep", isDryRun: false, _ => WorkAsync(began, end), CancellationToken.None);
        await began.Task;

        var second = await lease.RunAsync("Sweep", isDryRun: false, _ => throw new InvalidOperationException("It must not run."), CancellationToken.None);
        var another = await lease.RunAsync("Reconcile", isDryRun: false, _ => Task.FromResult(new WorkReport { Examined = 7 }), CancellationToken.None);
        var looked = await lease.RunAsync("Sweep", isDryRun: true, _ => Task.FromResult(new WorkReport { Examined = 8 }), CancellationToken.None);
        end.SetResult();
        var done = await first;
        var again = await lease.RunAsync("Sweep", isDryRun: false, _ => Task.FromResult(new WorkReport { Examined = 9 }), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(second.Findings, Is.EqualTo(new[] { "Sweep is going on for another scheduler." }));
            Assert.That((another.Examined, looked.Examined, done.Examined, again.Examined), Is.EqualTo((7, 8, 1, 9)));
        });
    }

    [Test]
    public async Task Run_AfterOneThatFailed_IsLetIn()
    {
        await using var under = await TestStore.NewAsync(kind);
        var lease = new JobLease(new NamedLocks(under.Store, TimeProvider.System), new EngineOptions());
        Assert.ThrowsAsync<TimeoutException>(() => lease.RunAsync("Sweep", isDryRun: false, _ => throw new TimeoutException(), CancellationToken.None));

        var report = await lease.RunAsync("Sweep", isDryRun: false, _ => Task.FromResult(new WorkReport { Examined = 2 }), CancellationToken.None);

        Assert.That(report.Examined, Is.EqualTo(2));
    }

    [Test]
    public async Task Run_ThatLosesItsLease_IsBrokenOffAndSaysSo()
    {
        await using var under = await TestStore.NewAsync(kind);
        var length = TimeSpan.FromMilliseconds(600);
        var lease = new JobLease(new NamedLocks(under.Store, under.Clock), new EngineOptions { JobLease = length });
        var began = new TaskCompletionSource();
        var running = lease.RunAsync("Sweep", isDryRun: false, token => UntilBrokenOffAsync(began, token), CancellationToken.None);
        await began.Task;
        var taken = new Commit();
        taken.Delete(StateKeys.Lock("job:Sweep"));
        (await under.Store.CommitAsync(taken, CancellationToken.None)).OrThrow();

        await under.PassAsync(length / 2);
        var report = await running;

        Assert.That(report.Findings.Single(), Does.StartWith("Sweep was broken off"));
        Assert.That(report.Failed, Is.Zero, "nobody has to do anything");
    }

    private static async Task<WorkReport> UntilBrokenOffAsync(TaskCompletionSource began, CancellationToken cancellationToken)
    {
        began.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new WorkReport();
    }

    private static async Task<WorkReport> WorkAsync(TaskCompletionSource began, TaskCompletionSource end)
    {
        began.SetResult();
        await end.Task;
        return new WorkReport { Examined = 1 };
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;

namespace Schedulers.Tests;

/// <summary>The schedulers call the engine's maintenance, signed, go on when a call fails, and tell what their jobs did.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class JobTests
{
    [Test]
    public async Task Jobs_WithAnEngineThatFailsAtFirst_CallItAgainAtTheirNextTime(CancellationToken cancellationToken)
    {
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls { Failing = 1 }, cancellationToken);
        await using var schedulers = engine.Schedulers(("Jobs:PublishOutbox", "00:00:01"), ("Jobs:RecoverRuns", "00:00:01"), ("Jobs:SweepOrphanBranches", "* * * * * ?"), ("Jobs:ExpirePromotions", "00:00:01"));
        await schedulers.StartAsync(cancellationToken);

        await engine.Calls.UntilAsync("PublishOutbox", 2).WaitAsync(cancellationToken);
        await engine.Calls.UntilAsync("RecoverRuns", 1).WaitAsync(cancellationToken);
        await engine.Calls.UntilAsync("SweepOrphanBranches", 1).WaitAsync(cancellationToken);
        await engine.Calls.UntilAsync("ExpirePromotions", 1).WaitAsync(cancellationToken);

        Assert.That(engine.Calls.Callers, Is.All.EqualTo("schedulers"));
        await schedulers.StopAsync(cancellationToken);
    }

    [Test]
    public async Task Jobs_AfterTheyRan_AreListedWithWhatTheyDidAndWhenTheyRunNext(CancellationToken cancellationToken)
    {
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var schedulers = engine.Schedulers(("Jobs:PublishOutbox", "00:10:00"), ("Jobs:SweepOrphanBranches", "00:10:00"));
        await schedulers.StartAsync(cancellationToken);

        var rows = await ListUntilAsync(schedulers, listed => listed.Count(row => row.LastRun is not null) == 2, cancellationToken);

        var outbox = rows.Single(row => row.Name == "PublishOutbox");
        var sweep = rows.Single(row => row.Name == "SweepOrphanBranches");
        var off = rows.Single(row => row.Name == "ReconcileSlots");
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => row.Name), Is.EqualTo(JobTable.Rows.Select(job => job.Name)));
            Assert.That((outbox.LastRun!.Result, outbox.LastRun.Summary, outbox.Schedule), Is.EqualTo(("Succeeded", "Two records were published.", "00:10:00")));
            Assert.That(outbox.NextRun - outbox.LastRun.At, Is.GreaterThan(TimeSpan.FromMinutes(9)));
            Assert.That((sweep.LastRun!.Result, sweep.LastRun.Summary, sweep.ConsecutiveFailures), Is.EqualTo(("Failed", "promo-x is not ours.", 1)));
            Assert.That((off.Schedule, off.NextRun, off.LastRun), Is.EqualTo(("never", (DateTimeOffset?)null, (JobRun?)null)));
        });
        await schedulers.StopAsync(cancellationToken);
    }

    [TestCase(null, HttpStatusCode.Unauthorized)]
    [TestCase("another", HttpStatusCode.Unauthorized)]
    [TestCase("shown-to-monitoring", HttpStatusCode.OK)]
    public async Task Jobs_WithATokenInTheSettings_AreListedForThoseWhoShowIt(string? shown, HttpStatusCode expected)
    {
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), CancellationToken.None);
        await using var schedulers = engine.Schedulers(("JobsToken", "shown-to-monitoring"));
        await schedulers.StartAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(schedulers.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = shown is null ? null : new AuthenticationHeaderValue("Bearer", shown);

        using var answer = await client.GetAsync(new Uri("/jobs", UriKind.Relative), CancellationToken.None);

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        await schedulers.StopAsync(CancellationToken.None);
    }

    /// <summary>Asks for the list until it is as wanted.</summary>
    internal static async Task<IReadOnlyList<JobRow>> ListUntilAsync(WebApplication schedulers, Func<IReadOnlyList<JobRow>, bool> isAsWanted, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(schedulers.Urls.First()) };
        while (true)
        {
            var rows = await client.GetFromJsonAsync<IReadOnlyList<JobRow>>(new Uri("/jobs", UriKind.Relative), cancellationToken);
            if (isAsWanted(rows!))
            {
                return rows!;
            }

            await Task.Delay(20, cancellationToken);
        }
    }
}

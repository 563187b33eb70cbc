using Npgsql;
using Testing;

namespace Schedulers.Tests;

/// <summary>Schedulers that share a PostgreSQL: its tables are made, one node runs a job, and what one did the other knows.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class ClusterTests
{
    [Test]
    public async Task TwoSchedulers_OnOneEmptyDatabase_MakeItsTablesAndKnowOfEachOthersRuns(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var first = engine.Schedulers(("Postgres", postgres.ConnectionString), ("Jobs:PublishOutbox", "00:10:00"));
        await first.StartAsync(cancellationToken);
        var ran = (await JobTests.ListUntilAsync(first, rows => rows[0].LastRun is not null, cancellationToken))[0];
        await first.StopAsync(cancellationToken);

        await using var second = engine.Schedulers(("Postgres", postgres.ConnectionString));
        await second.StartAsync(cancellationToken);
        var known = (await JobTests.ListUntilAsync(second, rows => rows[0].LastRun is not null, cancellationToken))[0];

        Assert.Multiple(() =>
        {
            Assert.That(known.LastRun!.Node, Is.EqualTo(ran.LastRun!.Node));
            Assert.That(known.LastRun.Summary, Is.EqualTo("Two records were published."));
            Assert.That((known.Schedule, known.NextRun), Is.EqualTo(("never", (DateTimeOffset?)null)), "the second switched the job off");
        });
        Assert.That(await CountAsync(postgres, "select count(*) from qrtz_job_details", cancellationToken), Is.Zero, "and took it out of the database");
        await second.StopAsync(cancellationToken);
    }

    [Test]
    public async Task AJob_WhenTheNodeThatRanItIsKilled_RunsOnTheOther(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        (string, string)[] settings = [("Postgres", postgres.ConnectionString), ("Jobs:RecoverRuns", "00:00:01"), ("CheckIn", "00:00:00.5")];
        using var killed = engine.SchedulersProcess(settings);
        await using var other = engine.Schedulers(settings);
        try
        {
            await engine.Calls.UntilAsync("RecoverRuns", 1).WaitAsync(cancellationToken);
            await other.StartAsync(cancellationToken);
        }
        finally
        {
            killed.Kill();
            await killed.WaitForExitAsync(CancellationToken.None);
        }

        var before = engine.Calls.Of("RecoverRuns");
        await engine.Calls.UntilAsync("RecoverRuns", before + 2).WaitAsync(cancellationToken);
        var row = (await JobTests.ListUntilAsync(other, rows => rows.Any(one => one.LastRun is not null), cancellationToken)).Single(one => one.Name == "RecoverRuns");
        await other.StopAsync(cancellationToken);
        Assert.That(row.LastRun!.Node, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task ASweep_WhenItsNodeIsKilledInTheMiddleOfIt_RunsAgainOnTheOther(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls { Hanging = 1 }, cancellationToken);
        (string, string)[] settings = [("Postgres", postgres.ConnectionString), ("Jobs:SweepOrphanBranches", "00:00:01"), ("CheckIn", "00:00:00.5")];
        using var killed = engine.SchedulersProcess(settings);
        await using var other = engine.Schedulers(settings);
        try
        {
            await engine.Calls.UntilAsync("SweepOrphanBranches", 1).WaitAsync(cancellationToken);
            await other.StartAsync(cancellationToken);
        }
        finally
        {
            killed.Kill();
            await killed.WaitForExitAsync(CancellationToken.None);
        }

        await engine.Calls.UntilAsync("SweepOrphanBranches", 3).WaitAsync(cancellationToken);
        await other.StopAsync(cancellationToken);
        Assert.That(engine.Calls.Of("SweepOrphanBranches"), Is.GreaterThanOrEqualTo(3), "the one that was broken off, and at least two by the other node");
    }

    [Test]
    public async Task TwoSchedulers_AliveAtOnce_RunAJobOnOneOfThemAtATime(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls { Hanging = 1 }, cancellationToken);
        (string, string)[] settings = [("Postgres", postgres.ConnectionString), ("Jobs:SweepOrphanBranches", "00:00:01"), ("Jobs:RecoverRuns", "00:00:01"), ("CheckIn", "00:00:00.5")];
        await using var first = engine.Schedulers(settings);
        await using var second = engine.Schedulers(settings);
        await first.StartAsync(cancellationToken);
        await second.StartAsync(cancellationToken);
        await engine.Calls.UntilAsync("SweepOrphanBranches", 1).WaitAsync(cancellationToken);

        // The sweep goes on; it is due again with each of these.
        await engine.Calls.UntilAsync("RecoverRuns", engine.Calls.Of("RecoverRuns") + 4).WaitAsync(cancellationToken);

        Assert.That(engine.Calls.Of("SweepOrphanBranches"), Is.EqualTo(1));
        foreach (var schedulers in new[] { first, second })
        {
            var rows = await JobTests.ListUntilAsync(schedulers, listed => listed.Any(row => row.Name == "RecoverRuns" && row.LastRun is not null), cancellationToken);
            Assert.That(rows.Single(row => row.Name == "SweepOrphanBranches").Schedule, Is.EqualTo("00:00:01"));
        }

        engine.Calls.LetGo();
        await engine.Calls.UntilAsync("SweepOrphanBranches", 2).WaitAsync(cancellationToken);
        await Task.WhenAll(first.StopAsync(cancellationToken), second.StopAsync(cancellationToken));
    }

    [Test]
    public async Task AJob_WhileTheDatabaseIsRestarted_GoesOnAfterwards(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var schedulers = engine.Schedulers(("Postgres", postgres.ConnectionString), ("Jobs:RecoverRuns", "00:00:01"), ("CheckIn", "00:00:00.5"));
        await schedulers.StartAsync(cancellationToken);
        await engine.Calls.UntilAsync("RecoverRuns", 1).WaitAsync(cancellationToken);

        await postgres.RestartAsync();

        await engine.Calls.UntilAsync("RecoverRuns", engine.Calls.Of("RecoverRuns") + 2).WaitAsync(cancellationToken);
        await schedulers.StopAsync(cancellationToken);
        Assert.That(engine.Calls.Of("RecoverRuns"), Is.GreaterThanOrEqualTo(3));
    }

    private static async Task<long> CountAsync(PostgresServer postgres, string question, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(question);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

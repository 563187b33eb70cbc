using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Testing;

namespace Schedulers.Tests;

/// <summary>A database that several nodes share, and one that cannot be used. Each test has a PostgreSQL of its own, so that it takes seconds.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class SharedDatabaseTests
{
    [Test]
    public async Task Nodes_WithDifferentSchedules_BothListWhatTheLastOneBrought(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var first = engine.Schedulers(("Postgres", postgres.ConnectionString), ("Jobs:PublishOutbox", "00:10:00"), ("Jobs:RecoverRuns", "00:10:00"));
        await first.StartAsync(cancellationToken);
        await using var second = engine.Schedulers(("Postgres", postgres.ConnectionString), ("Jobs:RecoverRuns", "00:20:00"), ("Jobs:PollReleases", "0 0/15 * * * ?"));
        await second.StartAsync(cancellationToken);

        var listed = await JobTests.ListUntilAsync(first, _ => true, cancellationToken);

        Assert.That(listed.Take(4).Select(row => row.Schedule), Is.EqualTo(new[] { "never", "00:20:00", "0 0/15 * * * ?", "never" }));
        Assert.That(listed.Take(4).Select(row => row.NextRun is null), Is.EqualTo(new[] { true, false, false, true }));
        await first.StopAsync(cancellationToken);
        await second.StopAsync(cancellationToken);
    }

    [Test]
    public async Task AJob_ThatANodeCouldNotBegin_IsTakenUpAgain(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);

        // The other job keeps Quartz awake, which looks only every 30 s when nothing is due.
        await using var schedulers = engine.Schedulers(("Postgres", postgres.ConnectionString), ("Jobs:RecoverRuns", "00:00:01"), ("Jobs:PublishOutbox", "00:00:01"));
        await schedulers.StartAsync(cancellationToken);
        await engine.Calls.UntilAsync("RecoverRuns", 1).WaitAsync(cancellationToken);
        await StopLikeQuartzAsync(postgres, cancellationToken);
        var before = engine.Calls.Of("RecoverRuns");

        var looks = schedulers.Services.GetServices<IHostedService>().OfType<StoppedJobs>().Single();
        await looks.LookAsync(cancellationToken);

        await engine.Calls.UntilAsync("RecoverRuns", before + 2).WaitAsync(cancellationToken);
        await schedulers.StopAsync(cancellationToken);
    }

    [Test]
    public async Task Start_OnADatabaseThatCannotBeUsed_SaysWhichAndWhyInASentence(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using (var source = NpgsqlDataSource.Create(postgres.ConnectionString))
        await using (var command = source.CreateCommand("create table qrtz_triggers (sched_name text)"))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var foreign = await RefusedAsync(engine, postgres.ConnectionString, cancellationToken);
        var missing = await RefusedAsync(engine, $"{postgres.ConnectionString};Database=nowhere;Password=hidden-word", cancellationToken);
        postgres.Kill();
        var away = await RefusedAsync(engine, postgres.ConnectionString, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(foreign, Does.Contain("database postgres on 127.0.0.1").And.Contain("cannot be used").And.Contain("a database of their own"));
            Assert.That(missing, Does.Contain("database nowhere on 127.0.0.1").And.Contain("does not exist").And.Not.Contain("hidden-word"));
            Assert.That(away, Does.Contain("as user postgres cannot be opened").And.Contain("start them again"));
        });
    }

    [Test]
    public async Task Start_WhileTheDatabaseIsStarted_WaitsForIt(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        postgres.Kill();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var schedulers = engine.Schedulers(("Postgres", postgres.ConnectionString), ("PostgresPatience", "00:01:00"), ("Jobs:RecoverRuns", "00:10:00"));

        var starting = schedulers.StartAsync(cancellationToken);
        await postgres.RestartAsync();
        await starting;

        await engine.Calls.UntilAsync("RecoverRuns", 1).WaitAsync(cancellationToken);
        Assert.That(engine.Calls.Of("RecoverRuns"), Is.EqualTo(1));
        await schedulers.StopAsync(cancellationToken);
    }

    // Between two runs: a run that goes on puts its own state down when it ends.
    private static async Task StopLikeQuartzAsync(PostgresServer postgres, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        while (true)
        {
            await using var command = source.CreateCommand("update qrtz_triggers set trigger_state = 'ERROR' where trigger_name = 'RecoverRuns' and trigger_state in ('WAITING', 'ACQUIRED')");
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
            {
                return;
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task<string> RefusedAsync(ScriptedEngine engine, string connection, CancellationToken cancellationToken)
    {
        await using var schedulers = engine.Schedulers(("Postgres", connection), ("PostgresPatience", "00:00:00"));
        try
        {
            await schedulers.StartAsync(cancellationToken);
            return "It started.";
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }
}

using BoomiEmulator.DataHub;
using BoomiEmulator.Faults;
using Contract.Errors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Maintenance;
using PromotionEngine.Mappings;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Engine;

/// <summary>A DataHub that refuses, is away or quarantines.</summary>
[TestFixture]
public sealed class DataHubFailureTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task AnyAction_DataHubRefusesOrIsAway_IsDatahubError(bool refuses)
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Seed.MainPackage.RootComponentId;
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Path = "/mdm/*", Status = refuses ? 401 : 503, Effect = FaultEffect.Status, Body = "no" });

        var accounts = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By("alice"));
        var packages = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));
        var tree = await engine.ResolveAsync(root);
        var status = await engine.StatusAsync();
        var mappings = await engine.Mappings.ManageMappingsAsync(new ManageMappingsRequest { Action = "query" }, engine.By("alice"));
        var promotion = await engine.ExecuteAsync([root]);

        foreach (var (code, message) in new[]
        {
            (accounts.ErrorCode, accounts.ErrorMessage), (packages.ErrorCode, packages.ErrorMessage), (tree.ErrorCode, tree.ErrorMessage),
            (status.ErrorCode, status.ErrorMessage), (mappings.ErrorCode, mappings.ErrorMessage),
        })
        {
            await TestContext.Out.WriteLineAsync($"{code}: {message}");
            Assert.That((code, message.Length > 0), Is.EqualTo((ErrorCodes.DatahubError, true)), message);
        }

        await traces.AssertNothingWasBegunAsync(promotion, ErrorCodes.DatahubError);
    }

    [Test]
    public async Task ExecutePromotion_DataHubAwayWhilePublishing_CompletesAndIsPublishedLater()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = "/mdm/universes/[^/]+/records$", Status = 503, Effect = FaultEffect.Status });

        var answer = await engine.PromoteMainAsync();
        var waiting = await engine.Outbox.CountPendingAsync(CancellationToken.None);
        var dry = (await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest { DryRun = true }, RunningEngine.ByService())).Report;
        engine.Boomi.Faults.Clear();

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(waiting, Is.GreaterThan(0));
        Assert.That((dry.Examined, dry.Changed, dry.Findings.Single()), Is.EqualTo(((int)waiting, 0, $"{waiting} records wait for DataHub and 0 mails for the mail server; those that are due would be sent.")));
        Assert.That(await WaitUntilDrainedAsync(engine), Is.Zero);
        var log = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == answer.PromotionId);
        Assert.That(log["status"], Is.EqualTo("COMPLETED"));
    }

    [Test]
    public async Task PublishOutbox_WithMoreThanARoundTakes_LeavesTheRestToTheNext()
    {
        await using var engine = await RunningEngine.StartAsync();

        // Its first round may come late.
        await engine.Services.GetServices<IHostedService>().OfType<OutboxPump>().Single().StopAsync(CancellationToken.None);
        var mappings = new MappingOutbox(engine.Outbox, TimeProvider.System);
        var commit = new Commit();
        for (var number = 0; number < 1_001; number++)
        {
            mappings.Enqueue(commit, new PromotionEngine.Boomi.DataHub.ComponentMapping(engine.DevAccount, $"component-{number}", $"prod-{number}", "Orders", "process", "acme", 1, DateTimeOffset.UnixEpoch, "alice", RecordSources.PromotionEngine));
        }

        (await engine.Services.GetRequiredService<IStateStore>().CommitAsync(commit, CancellationToken.None)).OrThrow();

        var first = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());
        var second = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());

        Assert.That((first.Report.Changed, first.Remaining), Is.EqualTo((1_000, 1)));
        Assert.That((second.Report.Changed, second.Remaining), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task PublishOutbox_OfARecordAfterOneOfItWasSetAside_ForgetsThatOne()
    {
        await using var engine = await RunningEngine.StartAsync(("Engine:OutboxInterval", "01:00:00"));
        var answer = await engine.PromoteMainAsync();
        await QuarantineTheLastAsync(engine);
        await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());
        var aside = await engine.Outbox.CountQuarantinedAsync(CancellationToken.None);
        engine.Boomi.DataHub.Faults = new DataHubFaults();

        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = answer.PromotionId, Reason = "It was a try." }, engine.By("alice"));
        var report = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());

        Assert.That((aside, report.Report.Failed, report.Remaining), Is.EqualTo((1L, 0, 0)));
        Assert.That(await engine.Outbox.CountQuarantinedAsync(CancellationToken.None), Is.Zero, "DataHub has what came after it");
        Assert.That(report.Report.Findings, Is.Empty);
        Assert.That(engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == answer.PromotionId)["status"], Is.EqualTo("WITHDRAWN"));
    }

    [Test]
    public async Task PublishOutbox_DataHubQuarantines_SetsAsideAndReports()
    {
        await using var engine = await RunningEngine.StartAsync(("Engine:OutboxInterval", "01:00:00"));
        var answer = await engine.PromoteMainAsync();
        await QuarantineTheLastAsync(engine);

        var report = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());

        await TestContext.Out.WriteLineAsync(string.Join('\n', report.Report.Findings));
        Assert.That(answer.ErrorMessage, Is.Empty, "a promotion does not fail because its publication is set aside");
        Assert.That(report.Report.Failed, Is.EqualTo(1));
        Assert.That(report.Report.Findings, Has.Count.EqualTo(1));
        Assert.That(report.Report.Findings[0], Does.Contain(answer.PromotionId).And.Contains("set aside"));
        var listed = await engine.StatusAsync();
        Assert.That(listed.Promotions.Select(row => (row.PromotionId, row.Status)), Is.EqualTo(new[] { (answer.PromotionId, "COMPLETED") }));
    }

    [Test]
    public async Task PublishOutbox_RecordsAgain_SendsWhatWasSetAside()
    {
        await using var engine = await RunningEngine.StartAsync(("Engine:OutboxInterval", "01:00:00"));
        var answer = await engine.PromoteMainAsync();
        await QuarantineTheLastAsync(engine);
        await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());
        engine.Boomi.DataHub.Faults = new DataHubFaults();

        var dry = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest { RecordsAgain = true, DryRun = true }, RunningEngine.ByService());
        var stillAside = await engine.Outbox.CountQuarantinedAsync(CancellationToken.None);
        var again = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest { RecordsAgain = true }, RunningEngine.ByService());

        Assert.That((dry.Report.Findings[0], stillAside), Is.EqualTo(($"PromotionLog|{answer.PromotionId} would be sent again.", 1L)));
        Assert.That(again.Report.Findings, Is.EqualTo(new[] { $"PromotionLog|{answer.PromotionId} is sent again." }));
        Assert.That((again.Report.Changed, await engine.Outbox.CountQuarantinedAsync(CancellationToken.None), again.Remaining), Is.EqualTo((1, 0L, 0)));
        Assert.That(engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == answer.PromotionId)["status"], Is.EqualTo("COMPLETED"));
    }

    // What is refused before that is made good by what comes after it.
    private static async Task QuarantineTheLastAsync(RunningEngine engine) => engine.Boomi.DataHub.Faults = new DataHubFaults
    {
        QuarantineEntity = (int)await engine.Outbox.CountPendingAsync(CancellationToken.None),
        QuarantineCause = "INCORPORATE_ERROR",
    };

    private static async Task<long> WaitUntilDrainedAsync(RunningEngine engine)
    {
        var left = await engine.DrainOutboxAsync();
        for (var round = 0; round < 40 && left > 0; round++)
        {
            // What failed is tried again after its back-off, which the store's real clock decides.
            await Task.Delay(100);
            left = await engine.DrainOutboxAsync();
        }

        return left;
    }
}

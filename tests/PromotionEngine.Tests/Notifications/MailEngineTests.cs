using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Notifications;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.Notifications;

/// <summary>Mails of a whole engine: they follow the transition, and never hold it up.</summary>
[TestFixture]
public sealed class MailEngineTests
{
    [Test]
    public async Task Submit_WithAMailServer_TellsDevelopersAndAdminsOfTheEmergency()
    {
        await using var server = new LoopbackMailServer();
        await using var engine = await RunningEngine.StartAsync(Settings(server.Port));
        var answer = await SubmitAsync(engine);

        // The engine sends by itself; a scheduler that asks for it at the same time sends nothing twice.
        for (var round = 0; round < 500 && server.Mails.Count < 2; round++)
        {
            await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());
            await Task.Delay(10);
        }

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(server.Mails.Select(mail => mail.To), Is.EquivalentTo(["developers@abc.example", "admins@abc.example"]));
        Assert.That(server.Mails.Select(mail => mail.Header("Subject")), Has.All.StartsWith("EMERGENCY HOTFIX"));
        Assert.That(server.Mails.Select(mail => mail.Part("text/plain")), Has.All.Contains("> It cannot wait.").And.All.Contains($"https://promotions.abc.example/reviews/{answer.PromotionId}"));
    }

    [Test]
    public async Task Submit_WithoutAReachableMailServer_Succeeds_AndTheMailsWait()
    {
        await using var engine = await RunningEngine.StartAsync(Settings(LoopbackPort.Free()));

        var answer = await SubmitAsync(engine);
        var report = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService());

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(await engine.Services.GetRequiredService<PromotionMails>().Outbox.CountPendingAsync(CancellationToken.None), Is.EqualTo(2));
        Assert.That(report.Remaining, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task PublishOutbox_AMailThatWasSetAside_IsReported()
    {
        await using var server = new LoopbackMailServer();
        await using var engine = await RunningEngine.StartAsync(Settings(server.Port));
        var outbox = engine.Services.GetRequiredService<PromotionMails>().Outbox;
        var commit = new Commit();
        outbox.Enqueue(commit, new OutboxMessage(PromotionMails.Kind, "mail|p1|Future|x", """{"event":"SomethingNew"}"""), DateTimeOffset.UnixEpoch);
        (await engine.Services.GetRequiredService<IStateStore>().CommitAsync(commit, CancellationToken.None)).OrThrow();

        MaintenanceReport report;
        var round = 0;
        do
        {
            report = (await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest(), RunningEngine.ByService())).Report;
            await Task.Delay(10);
        }
        while (report.Findings.Count == 0 && ++round < 500);

        Assert.That(report.Findings.Single(), Does.StartWith("mail|p1|Future|x was set aside: It cannot be written"));
    }

    [Test]
    public async Task PublishOutbox_MailsAgain_SendsWhatWasSetAside()
    {
        await using var engine = await RunningEngine.StartAsync([.. Settings(LoopbackPort.Free()), ("Engine:OutboxInterval", "01:00:00")]);
        await SubmitAsync(engine);
        var outbox = engine.Services.GetRequiredService<PromotionMails>().Outbox;
        foreach (var entry in await outbox.PendingAsync(10, CancellationToken.None))
        {
            await outbox.QuarantinedAsync(entry, "refused", DateTimeOffset.UnixEpoch, CancellationToken.None);
        }

        var dry = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest { MailsAgain = true, DryRun = true }, RunningEngine.ByService());
        var between = await outbox.CountQuarantinedAsync(CancellationToken.None);
        var done = await engine.Maintenance.PublishOutboxAsync(new PublishOutboxRequest { MailsAgain = true }, RunningEngine.ByService());

        Assert.That(dry.Report.Findings.Count(finding => finding.EndsWith("would be sent again.", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(between, Is.EqualTo(2));
        Assert.That(done.Report.Findings.Count(finding => finding.EndsWith("is sent again.", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That((await outbox.CountQuarantinedAsync(CancellationToken.None), await outbox.CountPendingAsync(CancellationToken.None)), Is.EqualTo((0L, 2L)));
    }

    private static (string, string)[] Settings(int port) =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{port}"), ("Mail:Security", "None"), ("Mail:From", "promotions@abc.example"), ("Mail:LinkBase", "https://promotions.abc.example"),
        ("Mail:DeveloperList:0", "developers@abc.example"), ("Mail:AdminList:0", "admins@abc.example"), ("Mail:Timeout", "00:05:00"),
    ];

    private static async Task<SubmitForReviewResponse> SubmitAsync(RunningEngine engine)
    {
        var top = engine.Process("Top", engine.Script("Step"));
        engine.Package(top);
        var promotion = await engine.PromoteAsync(top, isHotfix: true);
        return await engine.Reviews.SubmitForReviewAsync(
            new SubmitForReviewRequest { PromotionId = promotion.PromotionId, IsHotfix = true, HotfixJustification = "It cannot wait.", PackageVersion = "1.0" }, engine.By("alice"));
    }
}

using BoomiEmulator.Limits;
using BoomiEmulator.State;
using Contract.Errors;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionEngine.Tests.State;
using PromotionService.V1;
using PackRelease = PromotionEngine.Promotions.PackRelease;
using Promotion = PromotionEngine.Promotions.Promotion;

namespace PromotionEngine.Tests.Deployments;

/// <summary>checkReleaseStatus and the release poll: how releases go on that the platform has accepted.</summary>
[TestFixture]
public sealed class ReleaseTrackingTests
{
    private static readonly DateTimeOffset StartedAt = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);

    // A mail server that is never reached: the mails stay in the outbox, where they can be looked at.
    private static readonly (string, string)[] Mail =
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", "9"), ("Mail:Security", "None"), ("Mail:From", "promotions@abc.example"), ("Mail:LinkBase", "https://promotions.abc.example"),
        ("Mail:DeveloperList:0", "developers@abc.example"), ("Mail:AdminList:0", "admins@abc.example"),
    ];

    [Test]
    public async Task Check_AReleaseOnItsWay_IsInProgress_ThenCompleteWithItsTimes()
    {
        await using var engine = await RunningEngine.StartAsync(Mail);
        engine.Boomi.Settings.Delays = engine.Boomi.Settings.Delays with { Release = TimeSpan.FromHours(1) };
        var promotion = await SaveAsync(engine, PromotionStatus.Deployed, production: Release(engine));

        var running = await CheckAsync(engine, promotion, "ALL");
        Finish(engine);
        var complete = await CheckAsync(engine, promotion, "PRODUCTION");
        engine.Boomi.Journal.Clear();
        var known = await CheckAsync(engine, promotion, "ALL");

        var release = running.Releases.Single();
        Assert.That(
            (release.ReleaseId, release.ReleaseType, release.IntegrationPackName, release.Status, release.StartTime, release.CompletionTime),
            Is.EqualTo((promotion.ProductionRelease!.ReleaseId, "PRODUCTION", "Orders", "IN_PROGRESS", "2026-03-01T09:30:00.000Z", string.Empty)));
        Assert.That((complete.Releases.Single().Status, complete.Releases.Single().CompletionTime), Is.EqualTo(("COMPLETE", known.Releases.Single().CompletionTime)));
        Assert.That(complete.Releases.Single().CompletionTime, Does.EndWith("Z"));
        Assert.That(engine.Boomi.Journal.Counts().Keys, Has.None.StartsWith("ReleaseIntegrationPackStatus"), "what has ended is not asked for again");
    }

    [TestCase("TEST", "TEST")]
    [TestCase("PRODUCTION", "PRODUCTION")]
    [TestCase("ALL", "PRODUCTION,TEST")]
    public async Task Check_OfAKind_AnswersThatKindOnly(string asked, string expected)
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await SaveAsync(engine, PromotionStatus.Deployed, Release(engine, "Orders - TEST"), Release(engine));

        var answer = await CheckAsync(engine, promotion, asked);

        Assert.That(string.Join(',', answer.Releases.Select(release => release.ReleaseType)), Is.EqualTo(expected));
    }

    [Test]
    public async Task Check_WithoutARelease_IsReleaseNotFound()
    {
        await using var engine = await RunningEngine.StartAsync();
        var none = await SaveAsync(engine, PromotionStatus.Completed);
        var lost = await SaveAsync(engine, PromotionStatus.TestDeployed, new PackRelease("pack", "Orders - TEST") { State = ReleaseState.Complete }, id: "2");

        var answers = new[] { await CheckAsync(engine, none, "ALL"), await CheckAsync(engine, lost, "ALL"), await CheckAsync(engine, lost, "PRODUCTION") };
        var unknown = await engine.Deployments.CheckReleaseStatusAsync(new CheckReleaseStatusRequest { PromotionId = "99999999-0000-4000-8000-999999999999", ReleaseType = "ALL" }, engine.By("alice"));

        Assert.That(answers.Select(answer => answer.ErrorCode), Has.All.EqualTo(ErrorCodes.ReleaseNotFound));
        Assert.That(unknown.ErrorCode, Is.EqualTo(ErrorCodes.PromotionNotFound));
    }

    [Test]
    public async Task Poll_AReleaseThatCompletes_TellsInitiatorAndSubmitterOnce()
    {
        await using var engine = await RunningEngine.StartAsync(Mail);
        engine.Boomi.Settings.Delays = engine.Boomi.Settings.Delays with { Release = TimeSpan.FromHours(1) };
        var promotion = await SaveAsync(engine, PromotionStatus.Deployed, production: Release(engine));

        var first = await PollAsync(engine);
        var nothingNew = await PollAsync(engine);
        Finish(engine);
        var dry = await PollAsync(engine, dryRun: true);
        var asked = await MailsAsync(engine);
        var second = await PollAsync(engine);
        await CheckAsync(engine, promotion, "ALL");
        var third = await PollAsync(engine);

        Assert.That((first.Examined, first.Changed, nothingNew.Examined, nothingNew.Changed), Is.EqualTo((1, 1, 1, 0)));
        Assert.That((dry.Changed, dry.Findings.Single(), asked.Count), Is.EqualTo((1, second.Findings.Single().Replace("is Complete", "would be noted as Complete", StringComparison.Ordinal), 0)));
        Assert.That((second.Changed, third.Examined), Is.EqualTo((1, 0)));
        Assert.That((await MailsAsync(engine)).Select(mail => (mail.Event, mail.To, mail.ReleaseId)), Is.EquivalentTo(
        [
            (MailEvent.ReleaseCompleted, "alice@abc.example", promotion.ProductionRelease!.ReleaseId),
            (MailEvent.ReleaseCompleted, "erin@abc.example", promotion.ProductionRelease!.ReleaseId),
        ]));
    }

    [TestCase(200)]
    [TestCase(500)]
    public async Task Poll_AReleaseThatFails_TellsThem(int httpStatus)
    {
        await using var engine = await RunningEngine.StartAsync(Mail);
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { ReleasesFail = true, FailedReleaseStatusCode = httpStatus };
        var promotion = await SaveAsync(engine, PromotionStatus.TestDeployed, Release(engine, "Orders - TEST"));

        var report = await PollAsync(engine);

        if (httpStatus == 200)
        {
            Assert.That((report.Changed, report.Failed), Is.EqualTo((1, 0)));
            Assert.That((await MailsAsync(engine)).Select(mail => (mail.Event, mail.PackName)).Distinct(), Is.EqualTo([(MailEvent.ReleaseFailed, "Orders - TEST")]));
            Assert.That((await CheckAsync(engine, promotion, "TEST")).Releases.Single().Status, Is.EqualTo("FAILED"));
        }
        else
        {
            // What the platform does not say is not guessed: it is reported and asked for again.
            Assert.That((report.Changed, report.Failed), Is.EqualTo((0, 1)));
            Assert.That(report.Findings.Single(), Does.Contain(promotion.TestRelease!.ReleaseId));
            Assert.That((await PollAsync(engine)).Examined, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Poll_ATestReleaseOfWhatWasCancelled_IsNotedWithoutAMail()
    {
        await using var engine = await RunningEngine.StartAsync(Mail);
        await SaveAsync(engine, PromotionStatus.TestCancelled, Release(engine, "Orders - TEST"));

        Assert.That((await PollAsync(engine)).Changed, Is.EqualTo(1));
        Assert.That(await MailsAsync(engine), Is.Empty);
    }

    [Test]
    public async Task Keep_AReleaseThatAnotherReplaced_ChangesNothing()
    {
        await using var engine = await RunningEngine.StartAsync(Mail);
        var promotion = await SaveAsync(engine, PromotionStatus.Deployed, production: Release(engine));
        var tracking = engine.Services.GetRequiredService<PromotionEngine.Deployments.ReleaseTracking>();
        var old = new PromotionEngine.Deployments.TrackedRelease(IsTest: false, promotion.ProductionRelease! with { ReleaseId = "release-of-before" });

        await tracking.KeepAsync(promotion.Id, old, ReleaseState.Failed, CancellationToken.None);

        Assert.That((await engine.Records.GetAsync(promotion.Id, CancellationToken.None))!.Promotion.ProductionRelease, Is.EqualTo(promotion.ProductionRelease));
        Assert.That(await MailsAsync(engine), Is.Empty);
    }

    // A release that the emulator knows.
    private static PackRelease Release(RunningEngine engine, string name = "Orders")
    {
        var world = engine.Boomi.World;
        var component = world.AddComponent(engine.Primary, "Promoted", "process", string.Empty, name, Workshop.ProcessXml()).ComponentId;
        world.AddPackage(engine.Primary, component, "1.0", "made by a test");
        var pack = world.AddPack(engine.Primary, name, "MULTI", string.Empty, new PackContent(component, null, "1.0"));
        var release = world.ReleasePack(engine.Primary, new ReleaseRequest(pack.Id, "IMMEDIATELY", null, [(component, "1.0")]), "svc@abc.example");
        return new PackRelease(pack.Id, name) { ReleaseId = release.RequestId, State = ReleaseState.Pending, StartedAt = StartedAt };
    }

    private static void Finish(RunningEngine engine)
    {
        var before = engine.Boomi.World.Snapshot();
        engine.Boomi.World.Restore(before with
        {
            Accounts = [.. before.Accounts.Select(account => account with { Releases = [.. account.Releases.Select(release => release with { FinishesAt = release.StartsAt })] })],
        });
    }

    private static async Task<Promotion> SaveAsync(RunningEngine engine, PromotionStatus status, PackRelease? test = null, PackRelease? production = null, string id = "1")
    {
        var promotion = StateSuite.SomePromotion($"99999999-0000-4000-8000-{id.PadLeft(12, '0')}", engine.DevAccount, status) with
        {
            ProdAccountId = new PromotionEngine.Accounts.AccountId(engine.Primary),
            InitiatedBy = new PromotionEngine.Accounts.Person("sub-alice", "alice@abc.example", "Alice"),
            Submission = new Submission(new PromotionEngine.Accounts.Person("sub-erin", "erin@abc.example", "Erin"), StartedAt),
            TestRelease = test,
            ProductionRelease = production,
        };
        (await engine.Records.SaveAsync(promotion, 0, CancellationToken.None)).OrThrow();
        return promotion;
    }

    private static async Task<CheckReleaseStatusResponse> CheckAsync(RunningEngine engine, Promotion promotion, string type) =>
        await engine.Deployments.CheckReleaseStatusAsync(new CheckReleaseStatusRequest { PromotionId = promotion.Id.Value, ReleaseType = type }, engine.By("alice"));

    private static async Task<MaintenanceReport> PollAsync(RunningEngine engine, bool dryRun = false) =>
        (await engine.Maintenance.PollReleasesAsync(new PollReleasesRequest { DryRun = dryRun }, RunningEngine.ByService())).Report;

    private static async Task<IReadOnlyList<MailNotice>> MailsAsync(RunningEngine engine)
    {
        var entries = await engine.Services.GetRequiredService<PromotionMails>().Outbox.PendingAsync(100, CancellationToken.None);
        return [.. entries.Select(entry => StateJson.Read<MailNotice>(entry.Id, entry.Message.PayloadJson))];
    }
}

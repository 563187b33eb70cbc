using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Notifications;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>Which act puts which mails into the outbox; the mail server is away, so they stay there.</summary>
[TestFixture]
public sealed class MailOfActsTests
{
    private static readonly (string, string)[] Settings =
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:Security", "None"), ("Mail:From", "promotions@abc.example"), ("Mail:LinkBase", "https://promotions.abc.example/"),
        ("Mail:DeveloperList:0", "developers@abc.example"), ("Mail:AdminList:0", "admins@abc.example"),
    ];

    // lifecycle.md, the table of e-mails.
    [Test]
    public async Task Acts_PutTheMailsOfTheTableIntoTheOutbox()
    {
        await using var engine = await RunningEngine.StartAsync(Settings);
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var tested = await engine.PromoteToTestAsync(root);
        Assert.That(await NewAsync(engine, []), Is.Empty);

        var approved = (await engine.SubmitForReviewAsync(tested.PromotionId, "dan")).PromotionId;
        var submitted = await NewAsync(engine, []);
        await engine.PeerAsync(approved);
        var peerApproved = await NewAsync(engine, submitted);
        await engine.AdminAsync(approved, approve: false);
        var denied = await NewAsync(engine, [.. submitted, .. peerApproved]);

        Assert.That(submitted, Is.EquivalentTo(Mails(approved, MailEvent.Submitted, "developers", "admins")));
        Assert.That(peerApproved, Is.EquivalentTo(Mails(approved, MailEvent.PeerApproved, "admins", "alice", "dan")));
        Assert.That(denied, Is.EquivalentTo(Mails(approved, MailEvent.AdminRejected, "alice", "dan", "bob")));
    }

    [Test]
    public async Task PeerRejectionSupersessionAndExpiry_TellTheParties()
    {
        await using var engine = await RunningEngine.StartAsync(Settings);
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var rejected = (await engine.SubmitForReviewAsync((await engine.PromoteToTestAsync(root)).PromotionId)).PromotionId;
        await engine.PeerAsync(rejected, approve: false);
        var superseded = (await engine.PromoteAsync(root)).PromotionId;
        var expired = (await engine.PromoteAsync(root)).PromotionId;
        await engine.EditAsync(expired, promotion => promotion with { StatusSince = DateTimeOffset.UtcNow.AddDays(-8), InitiatedAt = DateTimeOffset.UtcNow.AddDays(-9) });
        await engine.Maintenance.ExpirePromotionsAsync(new ExpirePromotionsRequest(), RunningEngine.ByService());
        await engine.EditAsync(expired, promotion => promotion with { ExpiryWarnedAt = DateTimeOffset.UtcNow.AddHours(-25) });
        await engine.Maintenance.ExpirePromotionsAsync(new ExpirePromotionsRequest(), RunningEngine.ByService());

        var mails = await NewAsync(engine, Mails(rejected, MailEvent.Submitted, "developers", "admins"));

        Assert.That(
            mails,
            Is.EquivalentTo((string[])
            [
                .. Mails(rejected, MailEvent.PeerRejected, "alice"),
                .. Mails(superseded, MailEvent.Superseded, "alice"),
                .. Mails(expired, MailEvent.AboutToExpire, "alice"),
                .. Mails(expired, MailEvent.Expired, "alice"),
            ]));
    }

    private static string[] Mails(string promotion, MailEvent happened, params string[] to) => [.. to.Select(name => $"mail|{promotion}|{happened}|{name}@abc.example")];

    private static async Task<IReadOnlyList<string>> NewAsync(RunningEngine engine, IReadOnlyList<string> known)
    {
        var pending = await engine.Services.GetRequiredService<PromotionMails>().Outbox.PendingAsync(100, CancellationToken.None);
        return [.. pending.Select(entry => entry.Message.RecordKey).Except(known)];
    }
}

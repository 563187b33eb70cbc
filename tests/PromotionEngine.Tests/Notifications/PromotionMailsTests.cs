using PromotionEngine.Accounts;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Notifications;

/// <summary>Who is written to, by the table of the specification.</summary>
public sealed class PromotionMailsTests
{
    private const string Initiator = "alice@abc.example";
    private const string Submitter = "erin@abc.example";
    private const string Peer = "bob@abc.example";
    private const string Developers = "developers@abc.example";
    private const string Admins = "admins@abc.example";

    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [TestCase(MailEvent.TestDeployed, Initiator)]
    [TestCase(MailEvent.TestDeployFailed, Initiator)]
    [TestCase(MailEvent.PackNeeded, Initiator, Admins)]
    [TestCase(MailEvent.Submitted, Developers, Admins)]
    [TestCase(MailEvent.PeerApproved, Admins, Initiator, Submitter)]
    [TestCase(MailEvent.PeerRejected, Initiator, Submitter)]
    [TestCase(MailEvent.Deployed, Initiator, Submitter, Peer)]
    [TestCase(MailEvent.AdminRejected, Initiator, Submitter, Peer)]
    [TestCase(MailEvent.AboutToExpire, Initiator, Submitter)]
    [TestCase(MailEvent.Expired, Initiator, Submitter)]
    [TestCase(MailEvent.Superseded, Initiator, Submitter)]
    [TestCase(MailEvent.ReleaseCompleted, Initiator, Submitter)]
    [TestCase(MailEvent.ReleaseFailed, Initiator, Submitter)]
    public void Recipients_OfEachEvent_AreThoseOfTheTable(MailEvent happened, params string[] expected) =>
        Assert.That(To(happened, Reviewed()), Is.EquivalentTo(expected));

    [Test]
    public void Recipients_TheTableOfThisTest_HoldsEveryEvent()
    {
        var tested = typeof(PromotionMailsTests).GetMethod(nameof(Recipients_OfEachEvent_AreThoseOfTheTable))!.GetCustomAttributes(typeof(TestCaseAttribute), inherit: false)
            .Cast<TestCaseAttribute>().Select(testCase => (MailEvent)testCase.Arguments[0]!);

        Assert.That(tested, Is.EquivalentTo(Enum.GetValues<MailEvent>()));
    }

    [Test]
    public void Recipients_OnePersonInSeveralParts_IsWrittenToOnce()
    {
        var promotion = Reviewed() with { Submission = new Submission(new Person("sub-alice", Initiator, "Alice"), At) };

        Assert.That(To(MailEvent.PeerRejected, promotion), Is.EqualTo([Initiator]));
        Assert.That(To(MailEvent.PackNeeded, promotion, options => options.AdminList = ["Alice@ABC.example"]), Is.EqualTo([Initiator]));
    }

    [TestCase("")]
    [TestCase("alice")]
    [TestCase("alice@abc.example\r\nBcc: eve@evil.example")]
    [TestCase("alice@abc.example, eve@evil.example")]
    [TestCase("\"a b\"@abc.example")]
    [TestCase("alice@abc.example>\r\nRCPT TO:<eve@evil.example")]
    [TestCase("Alice <alice@abc.example>")]
    [TestCase("alice@abc.example ")]
    [TestCase("älice@abc.example")]
    [TestCase("alice@abc..example")]
    public void Recipients_WhatIsNoPlainAddress_IsNotWrittenTo(string address)
    {
        var promotion = Reviewed() with { InitiatedBy = new Person("sub-alice", address, "Alice") };

        Assert.That(To(MailEvent.PeerRejected, promotion).Except([Initiator]), Is.EqualTo([Submitter]));
        Assert.That(MailAddresses.IsUsable(address), Is.False);
    }

    [TestCase("a@b")]
    [TestCase("first.last+tag@mail.abc.example")]
    [TestCase("o'brien@abc-corp.example")]
    public void IsUsable_PlainAddresses_Are(string address) => Assert.That(MailAddresses.IsUsable(address), Is.True);

    internal static Promotion Reviewed() => StateSuite.SomePromotion("p1", status: PromotionStatus.PendingAdminReview) with
    {
        InitiatedBy = new Person("sub-alice", Initiator, "Alice"),
        PackageVersion = "1.4.0",
        Submission = new Submission(new Person("sub-erin", Submitter, "Erin"), At),
        PeerDecision = new ReviewDecision(new Person("sub-bob", Peer, "Bob"), At, IsApproval: true, "Looks right to me."),
        AdminDecision = new ReviewDecision(new Person("sub-carol", "carol@abc.example", "Carol"), At, IsApproval: false, "Not before the audit."),
        TestRelease = new PackRelease("pack-1", "Orders - TEST") { ReleaseId = "release-test-1" },
        ProductionRelease = new PackRelease("pack-2", "Orders") { ReleaseId = "release-prod-1" },
    };

    private static IEnumerable<string> To(MailEvent happened, Promotion promotion, Action<MailOptions>? change = null)
    {
        var options = SomeOptions.Mail();
        change?.Invoke(options);
        var clock = new ManualClock(At);
        return new PromotionMails(new InMemoryStateStore(clock), options, clock).Recipients(happened, promotion).Select(recipient => recipient.Address);
    }
}

using Faults.Tests.Callers;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>The suite notices what it is there to notice: histories with a transition too many, one too few, or one that the table does not have.</summary>
[TestFixture]
public sealed class InvariantTests
{
    private const string Id = "0f1e2d3c-0000-4000-8000-000000000001";

    private static readonly AuditedStep Begun = new(1, "executePromotion", string.Empty, "IN_PROGRESS");
    private static readonly AuditedStep Completed = new(2, "executePromotion", "IN_PROGRESS", "COMPLETED");
    private static readonly AuditedStep Withdrawn = new(3, "withdrawPromotion", "COMPLETED", "WITHDRAWN");

    private static readonly CalledAct Execute = Called("executePromotion");
    private static readonly CalledAct Withdraw = Called("withdrawPromotion");

    [Test]
    public void History_ThatCallersMade_IsWhole() => Assert.That(Broken("WITHDRAWN", [Begun, Completed, Withdrawn], Execute, Withdraw), Is.Empty);

    [Test]
    public void History_WithATransitionThatNobodyCalled_IsNamed() =>
        Assert.That(Broken("WITHDRAWN", [Begun, Completed, Withdrawn], Execute), Has.Count.EqualTo(1).And.One.Contains("nobody called"));

    [Test]
    public void History_OfAPromotionThatNobodyWasToldOf_IsNamed_UnlessItFailed()
    {
        var other = Execute with { PromotionId = "another", Answer = new Answer("""{"success":true,"promotionId":"another"}""", 2) };

        Assert.That(Broken("COMPLETED", [Begun, Completed], other), Has.Some.Contains("nobody called").And.Some.StartsWith("lost:"));
        Assert.That(Broken("FAILED", [Begun, Completed with { After = "FAILED" }], other), Has.None.Contains("nobody called"));
    }

    [Test]
    public void History_WithoutATransitionThatWasAnswered_IsNamed() =>
        Assert.That(Broken("COMPLETED", [Begun, Completed], Execute, Withdraw), Has.Count.EqualTo(1).And.One.StartsWith("lost:"));

    [Test]
    public void History_WithAGap_IsNamed() => Assert.That(Broken("WITHDRAWN", [Begun, Withdrawn], Execute, Withdraw), Has.One.Contains("does not follow IN_PROGRESS"));

    [Test]
    public void History_WithATransitionThatTheTableLacks_IsNamed() =>
        Assert.That(Broken("DEPLOYED", [Begun, Completed, new AuditedStep(3, "packageAndDeploy", "COMPLETED", "DEPLOYED")], Execute, Called("packageAndDeploy")), Has.Some.Contains("does not follow"));

    [Test]
    public void History_ThatEndsElsewhereThanThePromotion_IsNamed() => Assert.That(Broken("FAILED", [Begun, Completed], Execute), Has.One.Contains("but the audit ends with COMPLETED"));

    [Test]
    public void Repeat_WithAnotherAnswer_IsNotTheSame()
    {
        var first = new Answer("""{"success":true,"promotionId":"a","promotionResults":[{"version":1}]}""", 1);

        Assert.That(first.IsSameAs(new Answer("""{"promotionId":"a","promotionResults":[{"version":1}],"success":true}""", 3)), Is.True);
        Assert.That(first.IsSameAs(new Answer("""{"success":true,"promotionId":"a","promotionResults":[{"version":2}]}""", 1)), Is.False);
        Assert.That(first.IsSameAs(new Answer(string.Empty, 9)), Is.False);
    }

    [Test]
    public void Answers_OneThatNeverCame_AndOneThatDiffers_AreNamed()
    {
        var hanging = Execute with { Answer = new Answer(string.Empty, 9) };

        Assert.That(Invariants.Answers([Execute, Withdraw], []), Is.Empty);
        Assert.That(Invariants.Answers([Execute, hanging], ["this one"]), Has.Exactly(2).Items.And.Some.StartsWith("no answer:").And.Some.EndsWith("different answers: this one"));
    }

    [Test]
    public void DoneThoughRefused_WhenTheActStandsInTheAuditAndEveryCallWasRefused_IsNamed()
    {
        SeenPromotion[] withdrawn = [Promotion("WITHDRAWN", Begun, Completed, Withdrawn)];
        var refused = Withdraw with { Answer = new Answer("""{"success":false,"errorCode":"INVALID_PROMOTION_STATUS"}""", 2) };

        Assert.That(Invariants.DoneThoughRefused(withdrawn, [Execute, refused]), Has.One.StartsWith("done though refused:").And.One.Contains("withdrawPromotion"));
        Assert.That(Invariants.DoneThoughRefused(withdrawn, [Execute, refused, Withdraw]), Is.Empty, "somebody was told of it");
        Assert.That(Invariants.DoneThoughRefused([Promotion("COMPLETED", Begun, Completed)], [Execute, refused]), Is.Empty, "it was not done");
    }

    [Test]
    public void Ended_WithAnythingLeft_NamesIt()
    {
        Assert.That(Invariants.Ended([Promotion("WITHDRAWN")], new SettledWorld()), Is.Empty);
        Assert.That(Invariants.Ended([Promotion("COMPLETED")], new SettledWorld()).Single(), Does.EndWith("is still COMPLETED"));
        Assert.That(Invariants.Ended([], new SettledWorld { Branches = ["promo-x"] }).Single(), Is.EqualTo("branch promo-x is left"));
        Assert.That(Invariants.Ended([], new SettledWorld { Slots = 1 }).Single(), Does.StartWith("1 branch slots are taken"));
        Assert.That(Invariants.Ended([], new SettledWorld { Findings = ["an orphan"] }).Single(), Does.EndWith("finds: an orphan"));
    }

    [Test]
    public void Approved_ByOnePersonTwice_ByTheInitiator_OrByNobody_IsNamed()
    {
        CalledAct[] calls = [.. from person in new[] { "alice", "bob", "carol" } from action in new[] { "submitPeerReview", "submitAdminReview" } select Decided(person, action, "APPROVED")];

        Assert.That(Invariants.Approved([Deployed("bob", "carol")], calls), Is.Empty);
        Assert.That(Invariants.Approved([Deployed("carol", "carol")], calls), Has.One.Items);
        Assert.That(Invariants.Approved([Deployed("alice", "carol")], calls), Has.One.Items);
        Assert.That(Invariants.Approved([Deployed("bob", "alice")], calls), Has.One.Items);
        Assert.That(Invariants.Approved([Promotion("DEPLOYED", Begun, Completed)], calls), Has.One.Items);
        Assert.That(Invariants.Approved([Deployed("bob", "carol")], [Decided("bob", "submitPeerReview", "REJECTED"), Decided("carol", "submitAdminReview", "APPROVED")]), Has.One.Items, "the peer said no");

        static SeenPromotion Deployed(string peer, string admin) => Promotion(
            "DEPLOYED",
            new AuditedStep(4, "submitPeerReview", "PENDING_PEER_REVIEW", "PENDING_ADMIN_REVIEW", $"{peer}@abc.example"),
            new AuditedStep(5, "submitAdminReview", "PENDING_ADMIN_REVIEW", "ADMIN_APPROVED", $"{admin}@abc.example"),
            new AuditedStep(6, "packageAndDeploy", "ADMIN_APPROVED", "DEPLOYED", "carol@abc.example"));
    }

    [Test]
    public void Alive_WhenAProgramEndedByItself_NamesIt()
    {
        Assert.That(Invariants.Alive(new SettledWorld()), Is.Empty);
        Assert.That(Invariants.Alive(new SettledWorld { Fallen = ["engine 2"] }).Single(), Is.EqualTo("engine 2 ended by itself"));
    }

    [Test]
    public void Chain_ThatIsBroken_IsNamed()
    {
        Assert.That(Invariants.Chain(new SettledWorld()), Is.Empty);
        Assert.That(Invariants.Chain(new SettledWorld { IsChainIntact = false }), Has.One.Items);
    }

    [Test]
    public void Published_AnotherStatus_NoRecordOrTwo_AreNamed()
    {
        SeenPromotion[] withdrawn = [Promotion("WITHDRAWN")];

        Assert.That(Invariants.Published(withdrawn, new SettledWorld { Published = [(Id, "WITHDRAWN"), ("another", "FAILED")] }), Is.Empty);
        Assert.That(Invariants.Published(withdrawn, new SettledWorld { Published = [(Id, "COMPLETED")] }).Single(), Does.EndWith("but DataHub has COMPLETED"));
        Assert.That(Invariants.Published(withdrawn, new SettledWorld()), Has.One.Items);
        Assert.That(Invariants.Published(withdrawn, new SettledWorld { Published = [(Id, "WITHDRAWN"), (Id, "WITHDRAWN")] }), Has.One.Items);
    }

    [Test]
    public void Mailed_AMissingMail_OneForNothing_AndTwoThatLookDifferent_AreNamed()
    {
        SeenPromotion[] rejected = [Promotion("PEER_REJECTED", new AuditedStep(4, "submitPeerReview", "PENDING_PEER_REVIEW", "PEER_REJECTED"))];
        var mail = new SeenMail(Id, "alice@abc.example", "Rejected in peer review: orders", "<1@abc>");

        Assert.That(Invariants.Mailed(rejected, new SettledWorld { Mails = [mail, mail] }), Is.Empty, "the same one may come twice");
        Assert.That(Invariants.Mailed(rejected, new SettledWorld()).Single(), Does.Contain("1 times, but 0"));
        Assert.That(Invariants.Mailed(rejected, new SettledWorld { Mails = [mail, mail with { MessageId = "<2@abc>" }] }).Single(), Does.Contain("1 times, but 2"));
        Assert.That(Invariants.Mailed(rejected, new SettledWorld { Mails = [mail with { To = "bob@abc.example" }] }), Has.One.Items);
        Assert.That(Invariants.Mailed([Promotion("WITHDRAWN")], new SettledWorld { Mails = [mail] }).Single(), Does.Contain("0 times, but 1"));
    }

    [Test]
    public void Mailed_ASubmissionThatAListDoesNotHearOf_IsNamed()
    {
        SeenPromotion[] submitted = [Promotion("PENDING_PEER_REVIEW", new AuditedStep(3, "submitForReview", "COMPLETED", "PENDING_PEER_REVIEW"))];
        var developers = new SeenMail(Id, Landscape.Developers, "Awaits review: orders", "<1@abc>");
        var admins = new SeenMail(Id, Landscape.Admins, "EMERGENCY HOTFIX awaits review: orders", "<2@abc>");

        Assert.That(Invariants.Mailed(submitted, new SettledWorld { Mails = [developers, admins] }), Is.Empty);
        Assert.That(Invariants.Mailed(submitted, new SettledWorld { Mails = [developers] }).Single(), Does.EndWith($"tell {Landscape.Admins} of it"));
    }

    private static SeenPromotion Promotion(string status, params AuditedStep[] steps) => new(Id, status, "alice@abc.example", steps);

    private static List<string> Broken(string status, IReadOnlyList<AuditedStep> steps, params CalledAct[] calls) =>
        [.. Invariants.History([new SeenPromotion(Id, status, "alice@abc.example", steps)], calls)];

    private static CalledAct Decided(string person, string action, string decision) => Called(action) with { Person = person, Body = $$"""{"decision":"{{decision}}"}""" };

    private static CalledAct Called(string action) => new("alice", action, Id, "key", "{}", new Answer("""{"success":true}""", 1));
}

using Faults.Tests.Callers;

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

    private static List<string> Broken(string status, IReadOnlyList<AuditedStep> steps, params CalledAct[] calls) =>
        [.. Invariants.History([new SeenPromotion(Id, status, "alice@abc.example", steps)], calls)];

    private static CalledAct Called(string action) => new("alice", action, Id, "key", "{}", new Answer("""{"success":true}""", 1));
}

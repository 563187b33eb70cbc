using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>What is frozen at submission, and how an approval tells that the branch is not that any more.</summary>
[TestFixture]
public sealed class BranchContentTests
{
    private static readonly Promotion Completed = Cast.In(PromotionStatus.Completed) with
    {
        Results =
        [
            new ComponentResult("dev-1", "prod-1", "Written", "process", ComponentResult.Updated, 3) { BaseVersion = 2, Written = true },
            new ComponentResult("dev-2", "prod-2", "Taken over", "process", ComponentResult.Updated, 5) { BaseVersion = 5 },
            new ComponentResult("dev-3", "prod-3", "Created", "process", ComponentResult.Created, 1) { Written = true },
        ],
    };

    private static readonly ComponentMetadata[] Branch = [On("prod-1", 3), On("prod-3", 1)];

    [Test]
    public void Freeze_TakesEveryComponentWrittenOrTakenOver() => Assert.That(
        BranchContent.Freeze(Completed, Branch),
        Is.EqualTo(new[]
        {
            new FrozenVersion("prod-1", "Written", 3, 2, IsOwn: true),
            new FrozenVersion("prod-2", "Taken over", 5, 5, IsOwn: false),
            new FrozenVersion("prod-3", "Created", 1, 0, IsOwn: true),
        }));

    [Test]
    public void Freeze_OfABranchThatSomebodyChanged_IsRefusedNamingTheComponent()
    {
        var failure = Assert.Throws<PromotionFailure>(() => BranchContent.Freeze(Completed, [On("prod-1", 4), On("prod-3", 1)]));

        Assert.That(failure.Code, Is.EqualTo(ErrorCodes.InvalidPromotionStatus));
        Assert.That(failure.Message, Does.Contain("Written (prod-1)").And.Contains("mallory@abc.example"));
    }

    [Test]
    public void Require_OfTheSameBranch_Passes() => Assert.DoesNotThrow(() => ApprovedMustBeWhatWasSubmitted.Require(Pending(), Branch, ErrorCodes.InvalidReviewState));

    [TestCase("changed", "version 4")]
    [TestCase("deleted", "was deleted by")]
    [TestCase("gone", "is gone")]
    [TestCase("written over what was taken over", "Taken over (prod-2)")]
    public void Require_OfABranchEditedSince_IsInvalidReviewStateNamingWhat(string edit, string words)
    {
        ComponentMetadata[] edited = edit switch
        {
            "changed" => [On("prod-1", 4), On("prod-3", 1)],
            "deleted" => [On("prod-1", 3) with { Deleted = true }, On("prod-3", 1)],
            "gone" => [On("prod-1", 3)],
            _ => [.. Branch, On("prod-2", 6)],
        };

        var failure = Assert.Throws<PromotionFailure>(() => ApprovedMustBeWhatWasSubmitted.Require(Pending(), edited, ErrorCodes.InvalidReviewState));

        Assert.That(failure.Code, Is.EqualTo(ErrorCodes.InvalidReviewState));
        Assert.That(failure.Message, Does.Contain(words));
    }

    [Test]
    public void Require_WhenNothingIsKnownToBeFrozen_IsInvalidReviewState()
    {
        var rebuilt = Pending() with { Submission = new Submission(Cast.Bob.Person, Cast.At) };

        Assert.That(Assert.Throws<PromotionFailure>(() => ApprovedMustBeWhatWasSubmitted.Require(rebuilt, Branch, ErrorCodes.InvalidReviewState)).Code, Is.EqualTo(ErrorCodes.InvalidReviewState));
    }

    private static Promotion Pending() => PromotionLifecycle.SubmitHotfix(Completed, Cast.Alice, Cast.Request, BranchContent.Freeze(Completed, Branch), Cast.At);

    private static ComponentMetadata On(string id, int version) => new(
        new ComponentId(id), version, id, "process", string.Empty, new FolderId("folder"), "Folder", "branch-1", "promo-1", "service", null, "mallory@abc.example", null, Deleted: false, CurrentVersion: false);
}

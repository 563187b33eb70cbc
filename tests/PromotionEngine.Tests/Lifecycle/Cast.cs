using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>People and promotions for tests of the lifecycle.</summary>
internal static class Cast
{
    /// <summary>The instant at which everything stands.</summary>
    public static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Alice, who started every promotion here.</summary>
    public static readonly Caller Alice = Contributor("alice");

    /// <summary>Bob, who submits for review.</summary>
    public static readonly Caller Bob = Contributor("bob");

    /// <summary>Paul, who reviews as a peer.</summary>
    public static readonly Caller Paul = Contributor("paul");

    /// <summary>Carol, who decides as an admin.</summary>
    public static readonly Caller Carol = Admin("carol");

    /// <summary>A frozen component.</summary>
    public static readonly FrozenVersion Frozen = new("prod-1", "Map", 3, 2, IsOwn: true);

    /// <summary>Somebody who may promote and review.</summary>
    public static Caller Contributor(string name) => new(Named(name), [], Tier.Contributor);

    /// <summary>Somebody who may do everything.</summary>
    public static Caller Admin(string name) => new(Named(name), [], Tier.Admin);

    /// <summary>Somebody who may only read.</summary>
    public static Caller ReadOnly(string name) => new(Named(name), [], Tier.ReadOnly);

    /// <summary>A person by first name.</summary>
    public static Person Named(string name) => new($"subject-of-{name}", $"{name}@abc.example", name);

    /// <summary>Alice's promotion in <paramref name="status"/>, with the decisions that lead there.</summary>
    public static Promotion In(PromotionStatus status)
    {
        var promotion = new Promotion
        {
            Id = new PromotionId("0f1e2d3c-0000-4000-8000-000000000001"),
            DevAccountId = new AccountId("dev-1"),
            ProdAccountId = new AccountId("prod"),
            DevPackageId = "package-1",
            RootComponentId = "root-1",
            ProcessName = "Orders to ERP",
            InitiatedBy = Alice.Person,
            InitiatedAt = At,
            UpdatedAt = At,
            StatusSince = At,
            Status = status,
            BranchName = "promo-0f1e2d3c-0000-4000-8000-000000000001",
            BranchId = "branch-1",
            PackageVersion = "1.0",
            Results = [new ComponentResult("dev-c1", "prod-1", "Map", "transform.map", ComponentResult.Updated, 3) { BaseVersion = 2 }],
        };
        return status switch
        {
            PromotionStatus.TestDeployed => promotion with { TestDeployedAt = At, TestedBranchId = "branch-1" },
            PromotionStatus.PendingPeerReview => Submitted(promotion),
            PromotionStatus.PeerRejected => Submitted(promotion) with { PeerDecision = new ReviewDecision(Paul.Person, At, IsApproval: false, "no") },
            PromotionStatus.PendingAdminReview => PeerApproved(promotion),
            PromotionStatus.AdminRejected => PeerApproved(promotion) with { AdminDecision = new ReviewDecision(Carol.Person, At, IsApproval: false, "no") },
            PromotionStatus.AdminApproved => PeerApproved(promotion) with { AdminDecision = new ReviewDecision(Carol.Person, At, IsApproval: true, string.Empty) },
            PromotionStatus.Deployed => PeerApproved(promotion) with
            {
                AdminDecision = new ReviewDecision(Carol.Person, At, IsApproval: true, string.Empty),
                Merge = new BranchMerge(MergeProgress.Merged, "merge-1"),
            },
            _ => promotion,
        };
    }

    /// <summary>What a submission says when nothing matters.</summary>
    public static ReviewRequest Request { get; } = new() { HotfixJustification = "The orders stand still." };

    private static Promotion Submitted(Promotion promotion) => promotion with
    {
        TargetEnvironment = "PRODUCTION",
        TestPromotionId = new PromotionId("tested"),
        Submission = new Submission(Bob.Person, At) { Frozen = [Frozen] },
    };

    private static Promotion PeerApproved(Promotion promotion) => Submitted(promotion) with { PeerDecision = new ReviewDecision(Paul.Person, At, IsApproval: true, string.Empty) };
}

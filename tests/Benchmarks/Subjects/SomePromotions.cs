using PromotionEngine.Accounts;
using PromotionEngine.Promotions;

namespace Benchmarks.Subjects;

/// <summary>Promotions of twenty components as they stand in the store.</summary>
internal static class SomePromotions
{
    private const int Components = 20;
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>One that was withdrawn, with its branch gone.</summary>
    public static Promotion Ended(int number, string primary) => Live(number, primary) with { Status = PromotionStatus.Withdrawn, WithdrawalReason = "expired" };

    /// <summary>One that is completed and waits for its people.</summary>
    public static Promotion Live(int number, string primary)
    {
        var id = new Guid(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString("D");
        return new Promotion
        {
            Id = new PromotionId(id),
            DevAccountId = new AccountId($"dev-{number % 20}"),
            ProdAccountId = new AccountId(primary),
            DevPackageId = $"package-{number}",
            RootComponentId = $"root-{number}",
            ProcessName = $"Orders to ERP {number}",
            InitiatedBy = new Person("subject-of-alice", "alice@example.com", "Alice"),
            InitiatedAt = At,
            UpdatedAt = At,
            StatusSince = At,
            Status = PromotionStatus.Completed,
            BranchName = $"promo-{id}",
            Results = [.. Enumerable.Range(0, Components).Select(at => new ComponentResult($"dev-component-{number}-{at:D8}", $"prod-component-{number}-{at:D8}", $"Map orders {at}", "transform.map", "created", 1))],
        };
    }
}

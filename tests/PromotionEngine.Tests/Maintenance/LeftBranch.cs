using BoomiEmulator;
using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Recovery;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>Promotions as an interrupted engine leaves them: with branch and slot, their people warned, and no copy of what they changed.</summary>
internal static class LeftBranch
{
    /// <summary>Who we are to the platform.</summary>
    public const string OurUser = "service@acme.test";

    /// <summary>The ID of a promotion by its number.</summary>
    public static string IdOf(int number) => new Guid(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString("D");

    /// <summary>Makes one, with <paramref name="components"/> components that it created.</summary>
    public static async Task MakeAsync(LabEngine engine, EmulatorHost boomi, int number, PromotionStatus status, int components)
    {
        var primary = engine.World.Primary;
        var name = $"promo-{IdOf(number)}";
        var old = DateTimeOffset.UtcNow.AddDays(-40);
        var branch = boomi.World.CreateBranch(primary, name, boomi.World.MainBranch(primary).Id, null, OurUser);
        var promotion = new Promotion
        {
            Id = new PromotionId(IdOf(number)),
            DevAccountId = new AccountId(engine.World.DevAccount),
            ProdAccountId = new AccountId(primary),
            DevPackageId = "package-1",
            RootComponentId = $"root-{number}",
            ProcessName = $"Orders {number}",
            InitiatedBy = new Person("subject-of-alice", "alice@example.com", "Alice"),
            InitiatedAt = old,
            UpdatedAt = old,
            StatusSince = old,
            ExpiryWarnedAt = old.AddDays(7),
            Status = status,
            BranchName = name,
            BranchId = branch.Id,
            Results = [.. Enumerable.Range(0, components).Select(Written)],
        };
        var commit = new Commit();
        engine.Records.Add(commit, promotion, 0);
        engine.Get<BranchSlots>().Restore(commit, new BranchSlot(name, promotion.Id, old));
        (await engine.Get<IStateStore>().CommitAsync(commit, CancellationToken.None)).OrThrow();

        ComponentResult Written(int at)
        {
            var written = boomi.World.AddComponent(primary, "Promoted", "process", string.Empty, $"Orders {number} {at}", RecoveryWorld.ProcessXml());
            return new ComponentResult($"dev-{number}-{at}", written.ComponentId, written.Name, "process", "created", written.Version);
        }
    }
}

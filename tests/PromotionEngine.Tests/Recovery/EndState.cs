using BoomiEmulator;
using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>What must hold when a run that was broken off has ended and the sweep went by. Each answers with what does not, or with nothing.</summary>
internal static class EndState
{
    /// <summary>Everything, after <paramref name="answer"/>.</summary>
    public static async Task<string> ProblemAsync(RecoveryWorld world, EmulatorHost boomi, LabEngine engine, ExecutePromotionResponse answer, bool mayFail)
    {
        var problem = answer.Success ? await CompletedAsync(world, boomi, engine, answer.PromotionId)
            : mayFail ? await FailedAsync(engine, boomi, world)
            : $"it ended with {answer.ErrorCode}: {answer.ErrorMessage}";
        if (problem.Length > 0)
        {
            return problem;
        }

        var holder = await engine.Get<RunClaims>().HolderAsync(new AccountId(world.DevAccount), CancellationToken.None);
        if (holder is not null)
        {
            return $"the account is still claimed by {holder}";
        }

        var audit = await engine.Get<AuditLog>().VerifyAsync(CancellationToken.None);
        return audit.IsIntact ? string.Empty : $"the audit chain is broken at {audit.FirstBroken}";
    }

    /// <summary>The maintenance that frees what a run could not: the sweep deletes its branch, the reconciliation gives back the slot of a branch that is gone.</summary>
    public static async Task MaintainAsync(LabEngine engine)
    {
        await engine.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None);
        await engine.Get<SlotReconciliation>().ReconcileAsync(dryRun: false, CancellationToken.None);
    }

    private static async Task<string> FailedAsync(LabEngine engine, EmulatorHost boomi, RecoveryWorld world)
    {
        var promotions = (await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Select(stored => stored.Promotion).ToList();
        var branches = boomi.World.Branches(world.Primary).Count - 1;
        var slots = (await engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Count;
        return IsOneRun(promotions) && promotions.TrueForAll(promotion => promotion.Status == PromotionStatus.Failed) && (branches, slots) == (0, 0)
            ? string.Empty
            : $"promotions {Listed(promotions)}, {branches} branches, {slots} slots";
    }

    // An answer that says "try again" is not kept: only after one of those may a repeat have begun another run.
    private static bool IsOneRun(List<Promotion> promotions) =>
        promotions.Count > 0 && promotions.SkipLast(1).All(promotion => promotion.Status == PromotionStatus.Failed && ErrorCatalogue.IsRetryable(promotion.ErrorCode));

    private static string Listed(List<Promotion> promotions) => string.Join(", ", promotions.Select(promotion => $"{promotion.Status} {promotion.ErrorCode}"));

    private static async Task<string> CompletedAsync(RecoveryWorld world, EmulatorHost boomi, LabEngine engine, string id)
    {
        var promotions = (await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Select(stored => stored.Promotion).ToList();
        if (!IsOneRun(promotions) || promotions[^1].Status != PromotionStatus.Completed)
        {
            return $"promotions {Listed(promotions)}";
        }

        string[] wantedBranches = [$"promo-{id}"];
        var branches = boomi.World.Branches(world.Primary).Select(branch => branch.Name).Where(name => name != "main").ToList();
        var slots = (await engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Select(slot => slot.BranchName).ToList();
        if (!branches.SequenceEqual(wantedBranches) || !slots.SequenceEqual(wantedBranches))
        {
            return $"branches {string.Join(", ", branches)}, slots {string.Join(", ", slots)}";
        }

        var names = boomi.World.Components(world.Primary)
            .Where(view => view.Revision.BranchId == promotions[^1].BranchId)
            .GroupBy(view => view.Revision.Name)
            .Select(same => $"{same.Key} x{same.Select(view => view.Revision.ComponentId).Distinct().Count()}")
            .Order(StringComparer.Ordinal)
            .ToList();
        string[] wanted = ["Crash cycle A x1", "Crash cycle B x1", "Crash root x1", "Crash updated x1"];
        if (!names.SequenceEqual(wanted))
        {
            return $"the branch holds {string.Join(", ", names)}";
        }

        var folders = boomi.World.Folders(world.Primary).Where(folder => !folder.Folder.Deleted).GroupBy(folder => folder.FullPath).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        return folders.Count > 0 ? $"folders twice: {string.Join(", ", folders)}" : string.Empty;
    }
}

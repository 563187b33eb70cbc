using BoomiEmulator;
using PromotionEngine.Accounts;
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
            : mayFail ? await FailedAsync(world, boomi, engine)
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

    private static async Task<string> FailedAsync(RecoveryWorld world, EmulatorHost boomi, LabEngine engine)
    {
        var promotions = await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None);
        var branches = boomi.World.Branches(world.Primary).Count - 1;
        var slots = (await engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Count;
        return (promotions.Count, promotions[0].Promotion.Status, branches, slots) == (1, PromotionStatus.Failed, 0, 0)
            ? string.Empty
            : $"{promotions.Count} promotions, {promotions[0].Promotion.Status}, {branches} branches, {slots} slots";
    }

    private static async Task<string> CompletedAsync(RecoveryWorld world, EmulatorHost boomi, LabEngine engine, string id)
    {
        var promotions = await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None);
        if (promotions.Count != 1 || promotions[0].Promotion.Status != PromotionStatus.Completed)
        {
            return $"{promotions.Count} promotions, the first {promotions[0].Promotion.Status}";
        }

        string[] wantedBranches = [$"promo-{id}"];
        var branches = boomi.World.Branches(world.Primary).Select(branch => branch.Name).Where(name => name != "main").ToList();
        var slots = (await engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Select(slot => slot.BranchName).ToList();
        if (!branches.SequenceEqual(wantedBranches) || !slots.SequenceEqual(wantedBranches))
        {
            return $"branches {string.Join(", ", branches)}, slots {string.Join(", ", slots)}";
        }

        var names = boomi.World.Components(world.Primary)
            .Where(view => view.Revision.BranchId == promotions[0].Promotion.BranchId)
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

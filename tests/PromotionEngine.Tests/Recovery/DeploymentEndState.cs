using BoomiEmulator;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>What must hold when a deployment that was broken off has ended. Answers with what does not, or with nothing.</summary>
internal static class DeploymentEndState
{
    private static readonly string[] Names = ["Crash cycle A", "Crash cycle B", "Crash root", "Crash updated"];

    public static async Task<string> ProblemAsync(DeploymentScene scene, EmulatorHost boomi, LabEngine engine, PackageAndDeployResponse answer)
    {
        if (!answer.Success)
        {
            return $"it ended with {answer.ErrorCode}: {answer.ErrorMessage}";
        }

        var promotion = (await engine.Records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;
        var problem = Status(scene, promotion, answer);
        problem = problem.Length > 0 ? problem : Account(scene, boomi, promotion);
        problem = problem.Length > 0 ? problem : await LocksAsync(scene, engine, answer);
        if (problem.Length > 0)
        {
            return problem;
        }

        var audit = await engine.Get<AuditLog>().VerifyAsync(CancellationToken.None);
        return audit.IsIntact ? string.Empty : $"the audit chain is broken at {audit.FirstBroken}";
    }

    private static string Status(DeploymentScene scene, Promotion promotion, PackageAndDeployResponse answer)
    {
        var wanted = scene.IsProduction ? PromotionStatus.Deployed : PromotionStatus.TestDeployed;
        return promotion.Status != wanted || promotion.Lease is not null || promotion.HasRun ? $"it is {promotion.Status} with lease {promotion.Lease}"
            : promotion.HasFailedRelease ? "its failed release was not repeated"
            : answer.ReleaseVersion != scene.Released ? $"the answer says version {answer.ReleaseVersion}"
            : string.Empty;
    }

    private static string Account(DeploymentScene scene, EmulatorHost boomi, Promotion promotion)
    {
        var world = boomi.World;
        var primary = scene.World.Primary;
        var root = promotion.Results.Single(result => result.Name == "Crash root").ProdComponentId;
        var packages = world.Packages(primary, [root]).Where(package => !package.Deleted).Select(package => package.PackageVersion).ToList();
        string[] wanted = scene.Mode == DeploymentMode.Production ? ["1.0-test.1", "1.0"] : [scene.Released];
        if (!packages.SequenceEqual(wanted))
        {
            return $"packages {string.Join(", ", packages)}";
        }

        string[] packs = scene.Mode switch
        {
            DeploymentMode.Test or DeploymentMode.PackAssignment => ["Crash - TEST"],
            _ => ["Crash", "Crash - TEST"],
        };
        var found = world.Packs(primary).Where(pack => pack.Pack.Name.StartsWith("Crash", StringComparison.Ordinal)).OrderBy(pack => pack.Pack.Name, StringComparer.Ordinal).ToList();
        if (!found.Select(pack => pack.Pack.Name).SequenceEqual(packs))
        {
            return $"packs {string.Join(", ", found.Select(pack => pack.Pack.Name))}";
        }

        var deployed = found.Where(pack => !(scene.Mode == DeploymentMode.Production && pack.Pack.Name == "Crash - TEST")).ToList();
        if (deployed.Find(pack => pack.Entries is not [var only] || only.ComponentId != root || only.CurrentVersion != scene.Released || only.PendingVersion is not null) is { } odd)
        {
            return $"pack {odd.Pack.Name} holds {string.Join(", ", odd.Entries)}";
        }

        return OnMain(scene, boomi);
    }

    private static string OnMain(DeploymentScene scene, EmulatorHost boomi)
    {
        var world = boomi.World;
        var main = world.MainBranch(scene.World.Primary).Id;
        var onMain = world.Components(scene.World.Primary)
            .Where(view => view.Revision.BranchId == main && Names.Contains(view.Revision.Name))
            .GroupBy(view => view.Revision.Name)
            .ToDictionary(same => same.Key, same => (Components: same.Select(view => view.Revision.ComponentId).Distinct().Count(), Revisions: same.Count()), StringComparer.Ordinal);
        var branches = world.Branches(scene.World.Primary).Count - 1;
        var wantedBranches = scene.IsProduction ? 0 : 1;
        if (branches != wantedBranches)
        {
            return $"{branches} branches";
        }

        if (!scene.IsProduction)
        {
            return onMain is { Count: 1 } && onMain["Crash updated"] == (1, 1) ? string.Empty : "main was touched";
        }

        var wrong = Names.Where(name => onMain.GetValueOrDefault(name) != (1, name == "Crash updated" ? 2 : 1)).Select(name => $"{name} {onMain.GetValueOrDefault(name)}").ToList();
        return wrong.Count == 0 ? string.Empty : $"main holds (components, revisions) {string.Join(", ", wrong)}";
    }

    private static async Task<string> LocksAsync(DeploymentScene scene, LabEngine engine, PackageAndDeployResponse answer)
    {
        var locks = engine.Get<NamedLocks>();
        foreach (var name in new[] { $"merge:{scene.World.Primary}", $"pack:{answer.IntegrationPackId}", $"pack:{answer.TestIntegrationPackId}" })
        {
            if (await locks.HolderAsync(name, CancellationToken.None) is { } holder)
            {
                return $"{name} is still held by {holder}";
            }
        }

        return string.Empty;
    }
}

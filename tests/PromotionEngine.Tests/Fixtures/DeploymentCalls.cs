using PromotionService.V1;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>The way from a promotion to production, as tests walk it.</summary>
internal static class DeploymentCalls
{
    /// <summary>Name of the test pack that tests use.</summary>
    public const string TestPack = "Orders - TEST";

    /// <summary>Name of the production pack that tests use.</summary>
    public const string ProductionPack = "Orders";

    /// <summary>Deploys.</summary>
    public static async Task<PackageAndDeployResponse> DeployAsync(
        this RunningEngine engine, string promotion, string by = "alice", Action<PackageAndDeployRequest>? fill = null)
    {
        var request = new PackageAndDeployRequest { PromotionId = promotion };
        fill?.Invoke(request);
        return await engine.Deployments.PackageAndDeployAsync(request, engine.By(by));
    }

    /// <summary>Deploys to test in a pack, an existing one when it is there.</summary>
    public static Task<PackageAndDeployResponse> DeployToTestAsync(this RunningEngine engine, string promotion, string version = "1.0", string pack = TestPack) =>
        engine.DeployAsync(promotion, "alice", request =>
        {
            request.PackageVersion = version;
            request.DeploymentTarget = "TEST";
            engine.Name(request, pack);
        });

    /// <summary>Deploys an approved promotion to a production pack.</summary>
    public static Task<PackageAndDeployResponse> DeployToProductionAsync(
        this RunningEngine engine, string promotion, string by = "carol", string pack = ProductionPack, Action<PackageAndDeployRequest>? fill = null) =>
        engine.DeployAsync(promotion, by, request =>
        {
            engine.Name(request, pack);
            fill?.Invoke(request);
        });

    /// <summary>Submits for review as alice; answers the production promotion.</summary>
    public static async Task<string> SubmitAsync(this RunningEngine engine, string promotion, string justification = "", string version = "")
    {
        var request = new SubmitForReviewRequest { PromotionId = promotion, HotfixJustification = justification, PackageVersion = version };
        if (justification.Length > 0)
        {
            request.IsHotfix = true;
        }

        var answer = await engine.Reviews.SubmitForReviewAsync(request, engine.By("alice"));
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        return answer.PromotionId;
    }

    /// <summary>Submits as alice and lets bob approve as a peer; answers the production promotion.</summary>
    public static async Task<string> SubmitAndReviewAsync(this RunningEngine engine, string promotion, string justification = "", string version = "")
    {
        var production = await engine.SubmitAsync(promotion, justification, version);
        var bob = engine.Seed.Personas.Single(person => person.Name == "bob");
        var review = await engine.Reviews.SubmitPeerReviewAsync(
            new SubmitPeerReviewRequest { PromotionId = production, Decision = "APPROVED", ReviewerEmail = bob.Email, ReviewerName = bob.DisplayName }, engine.By("bob"));
        Assert.That(review.Success, Is.True, review.ErrorMessage);
        return production;
    }

    /// <summary>Promotes <paramref name="root"/>, tests it, and gets it approved by a peer.</summary>
    public static async Task<string> ReviewedAsync(this RunningEngine engine, string root, string version = "1.0")
    {
        var promoted = await engine.PromoteAsync(root);
        Assert.That(promoted.Success, Is.True, promoted.ErrorMessage);
        var tested = await engine.DeployToTestAsync(promoted.PromotionId, version);
        Assert.That(tested.Success, Is.True, tested.ErrorMessage);
        return await engine.SubmitAndReviewAsync(promoted.PromotionId, version: version);
    }

    /// <summary>What a pack holds: component, and the version that subscribers have.</summary>
    public static IReadOnlyList<(string Component, string? Version)> Released(this RunningEngine engine, string pack) =>
        [.. engine.Boomi.World.Packs(engine.Primary).Single(view => view.Pack.Name == pack).Entries.Select(entry => (entry.ComponentId, entry.CurrentVersion))];

    /// <summary>What main holds of components with <paramref name="name"/>: how many there are.</summary>
    public static int OnMain(this RunningEngine engine, string name)
    {
        var main = engine.Boomi.World.MainBranch(engine.Primary).Id;
        return engine.Boomi.World.Components(engine.Primary)
            .Where(view => view.Revision.BranchId == main && view.Revision.Name == name && !view.Revision.Deleted)
            .Select(view => view.Revision.ComponentId)
            .Distinct()
            .Count();
    }

    private static void Name(this RunningEngine engine, PackageAndDeployRequest request, string pack)
    {
        if (pack.Length == 0)
        {
            return;
        }

        if (engine.Boomi.World.Packs(engine.Primary).FirstOrDefault(view => view.Pack.Name == pack) is { } found)
        {
            request.IntegrationPackId = found.Pack.Id;
        }
        else
        {
            request.CreateNewPack = true;
            request.NewPackName = pack;
        }
    }
}

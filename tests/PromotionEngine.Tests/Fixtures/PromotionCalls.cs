using PromotionService.V1;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>What tests ask of the engine again and again.</summary>
internal static class PromotionCalls
{
    /// <summary>Resolves the tree of <paramref name="root"/>.</summary>
    public static async Task<ResolveDependenciesResponse> ResolveAsync(this RunningEngine engine, string root, string by = "alice", string package = "", string account = "") =>
        await engine.Dependencies.ResolveDependenciesAsync(
            new ResolveDependenciesRequest { DevAccountId = account.Length > 0 ? account : engine.DevAccount, RootComponentId = root, DevPackageId = package }, engine.By(by));

    /// <summary>Promotes everything that <paramref name="root"/> needs.</summary>
    public static async Task<ExecutePromotionResponse> PromoteAsync(
        this RunningEngine engine, string root, string by = "alice", bool isHotfix = false, bool dryRun = false)
    {
        var tree = await engine.ResolveAsync(root, by);
        Assert.That(tree.Success, Is.True, tree.ErrorMessage);
        return await engine.ExecuteAsync(tree.Dependencies.Select(row => row.ComponentId), by, tree.DevPackageId, isHotfix, dryRun);
    }

    /// <summary>Promotes the main package.</summary>
    public static Task<ExecutePromotionResponse> PromoteMainAsync(this RunningEngine engine, bool dryRun = false) =>
        engine.PromoteAsync(engine.Seed.MainPackage.RootComponentId, dryRun: dryRun);

    /// <summary>Promotes a list of components.</summary>
    public static async Task<ExecutePromotionResponse> ExecuteAsync(
        this RunningEngine engine, IEnumerable<string> components, string by = "alice", string package = "", bool isHotfix = false, bool dryRun = false) =>
        await engine.Promotions.ExecutePromotionAsync(
            new ExecutePromotionRequest
            {
                DevAccountId = engine.DevAccount,
                Components = { components.Select(id => new PromotedComponent { ComponentId = id }) },
                PromotionMetadata = new PromotionMetadata { DevPackageId = package, IsHotfix = isHotfix },
                DryRun = dryRun,
            },
            engine.By(by));

    /// <summary>Lists promotions.</summary>
    public static async Task<QueryStatusResponse> StatusAsync(this RunningEngine engine, string by = "alice", Action<QueryStatusRequest>? filter = null)
    {
        var request = new QueryStatusRequest();
        filter?.Invoke(request);
        return await engine.Promotions.QueryStatusAsync(request, engine.By(by));
    }
}

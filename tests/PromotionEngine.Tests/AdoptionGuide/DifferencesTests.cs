using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.AdoptionGuide;

/// <summary>Where this service differs from the users' guide on purpose: what it does instead.</summary>
[TestFixture]
public sealed class DifferencesTests
{
    private const string Wished = "Wished for";
    private const string Chosen = "Chosen by the admin";

    // Guide: "Fill in deployment notes and select a production Integration Pack." Here: a wish; the admin's choice wins.
    [TestCase("", Wished)]
    [TestCase(Chosen, Chosen)]
    public async Task ProductionPack_OfTheSubmitter_IsAWish(string adminsChoice, string released)
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.World.AddPack(engine.Primary, Wished);
        engine.Boomi.World.AddPack(engine.Primary, Chosen);
        var wish = engine.Boomi.World.Packs(engine.Primary).Single(view => view.Pack.Name == Wished).Pack.Id;
        var promoted = await engine.PromoteAsync(engine.Packaged());
        await engine.DeployToTestAsync(promoted.PromotionId);
        var submitted = await engine.SubmitForReviewAsync(promoted.PromotionId, change: request => request.IntegrationPackId = wish);
        await engine.PeerAsync(submitted.PromotionId);

        var answer = await engine.DeployToProductionAsync(submitted.PromotionId, pack: adminsChoice);

        Assert.That((answer.ErrorMessage, answer.IntegrationPackName), Is.EqualTo((string.Empty, released)));
        Assert.That(engine.Released(released), Has.Count.EqualTo(1));
        Assert.That(engine.Released(released == Wished ? Chosen : Wished), Is.Empty);
    }

    // Seed: a COMPLETED log carries prodPackageId. Here: set when the package is made.
    [Test]
    public async Task PackageId_OfACompletedPromotion_IsSetWhenThePackageIsMade()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promoted = await engine.PromoteAsync(engine.Packaged());
        var before = (await engine.StatusAsync()).Promotions.Single();

        var answer = await engine.DeployToTestAsync(promoted.PromotionId);

        var after = (await engine.StatusAsync()).Promotions.Single();
        Assert.That((before.Status, before.ProdPackageId), Is.EqualTo(("COMPLETED", string.Empty)));
        Assert.That((after.ProdPackageId, after.ProdPackageId.Length > 0), Is.EqualTo((answer.PackageId, true)));
    }

    // Guide: "a new production component is created and a mapping record links the two IDs." Here: when it reaches main, not when it is promoted.
    [Test]
    public async Task Mapping_OfANewComponent_IsWrittenWhenItReachesMain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Packaged();
        var promoted = await engine.PromoteAsync(root);
        await engine.DeployToTestAsync(promoted.PromotionId);
        var production = await engine.SubmitAndReviewAsync(promoted.PromotionId);
        var before = await MappedAsync(engine, root);

        await engine.DeployToProductionAsync(production);

        var prod = promoted.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId;
        Assert.That(before, Is.Empty);
        Assert.That(await MappedAsync(engine, root), Is.EqualTo(new[] { prod }));
    }

    private static async Task<IReadOnlyList<string>> MappedAsync(RunningEngine engine, string dev)
    {
        await engine.DrainOutboxAsync();
        var answer = await engine.Mappings.ManageMappingsAsync(new ManageMappingsRequest { Action = "query", DevAccountId = engine.DevAccount, DevComponentId = dev }, engine.By("carol"));
        Assert.That(answer.ErrorMessage, Is.Empty);
        return [.. answer.Mappings.Select(mapping => mapping.ProdComponentId)];
    }
}

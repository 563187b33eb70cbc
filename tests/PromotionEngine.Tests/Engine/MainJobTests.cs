using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using SeededHub;

namespace PromotionEngine.Tests.Engine;

[TestFixture]
public sealed class MainJobTests
{
    [Test]
    public async Task ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets()
    {
        await using var engine = await RunningEngine.StartAsync();
        var world = engine.Boomi.World;
        var manifest = engine.Seed.Account(engine.DevAccount).Packages.Single(package => package.PackageId == engine.Seed.MainPackage.PackageId).Manifest;

        var answer = await engine.PromoteMainAsync();

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(answer.Success, Is.True);
        Assert.That((answer.ComponentsTotal, answer.ComponentsCreated, answer.ComponentsUpdated, answer.ComponentsFailed), Is.EqualTo((35, 35, 0, 0)));
        Assert.That(answer.ConnectionsSkipped, Is.EqualTo(5));
        Assert.That(answer.BranchName, Is.EqualTo($"promo-{answer.PromotionId}"));
        var documents = answer.PromotionResults.Select(result => world.Component(engine.Primary, result.ProdComponentId, answer.BranchId)).ToList();
        Assert.That(documents, Has.Count.EqualTo(35));
        Assert.That(documents.Select(document => document.BranchId), Is.All.EqualTo(answer.BranchId));

        var texts = documents.ToDictionary(document => document.ComponentId, document => document.Content.ObjectXml + document.Content.OverridesXml, StringComparer.Ordinal);
        foreach (var (id, text) in texts)
        {
            var bare = System.Text.RegularExpressions.Regex.Replace(text, "<!--.*?-->", string.Empty, System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(5));
            Assert.That(manifest.Where(entry => bare.Contains(entry.ComponentId, StringComparison.OrdinalIgnoreCase)), Is.Empty, id);
            Assert.That(engine.Seed.Secrets.Where(secret => text.Contains(secret.Value, StringComparison.Ordinal) || text.Contains(secret.Masked, StringComparison.Ordinal)), Is.Empty, id);
        }

        Assert.That(answer.PromotionResults.Sum(result => result.ReferencesRewritten), Is.GreaterThan(35));
        Assert.That(answer.PromotionResults.Where(result => result.ConfigStripped), Is.Not.Empty);
        var prodOf = answer.PromotionResults.ToDictionary(result => result.DevComponentId, result => result.ProdComponentId, StringComparer.Ordinal);
        var kept = engine.Seed.LookAlikes.Where(value => value.AccountId == engine.DevAccount && prodOf.ContainsKey(value.ComponentId)).ToList();
        Assert.That(kept, Is.Not.Empty);
        Assert.That(kept.Where(value => !texts[prodOf[value.ComponentId]].Contains(value.Value, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task ExecutePromotion_MainPackage_IsCompletedHereAndInDataHub()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.PromoteMainAsync();

        var stored = await engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None);
        Assert.That(stored!.Promotion.Status, Is.EqualTo(PromotionStatus.Completed));
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        var log = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == answer.PromotionId);
        Assert.That((log["status"], log["componentsCreated"], log["devAccountId"]), Is.EqualTo(("COMPLETED", "35", engine.DevAccount)));
        var mapped = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ComponentMapping");
        Assert.That(mapped, Has.Count.EqualTo(engine.Seed.ConnectionMappings.Count), "mappings change at the merge, not here");
    }

    [Test]
    public async Task ExecutePromotion_TheSamePackageAgain_WritesNoComponent()
    {
        await using var engine = await RunningEngine.StartAsync();
        var first = await engine.PromoteMainAsync();
        engine.Boomi.Journal.Clear();

        var second = await engine.PromoteMainAsync();

        Assert.That(second.ErrorMessage, Is.Empty);
        Assert.That((second.ComponentsCreated, second.ComponentsUpdated), Is.EqualTo((0, 35)));
        var counts = engine.Boomi.Journal.Counts();
        Assert.That((counts.GetValueOrDefault("Component.create"), counts.GetValueOrDefault("Component.update")), Is.EqualTo((0L, 0L)));
        Assert.That(
            second.PromotionResults.Select(result => (result.DevComponentId, result.ProdComponentId)),
            Is.EquivalentTo(first.PromotionResults.Select(result => (result.DevComponentId, result.ProdComponentId))));
    }
}

using PromotionEngine.Tests.Fixtures;
using SeededHub;

namespace PromotionEngine.Tests.Deployments;

/// <summary>What follows a deployment to production.</summary>
[TestFixture]
public sealed class AfterReleaseTests
{
    [Test]
    public async Task PackageAndDeploy_ToAPackThatClientsHave_RenewsWhoMayEditTheirExtensions()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top");
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);

        var answer = await engine.DeployToProductionAsync(production, fill: request =>
        {
            request.CreateNewPack = false;
            request.IntegrationPackId = engine.Seed.Packs[0].PackId;
        });

        Assert.That((answer.ErrorMessage, answer.Warnings), Is.EqualTo((string.Empty, Array.Empty<string>())));
        var renewed = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ExtensionAccessMapping").Where(row => row["lastUpdatedBy"] == "carol@abc.example");
        Assert.That(renewed.Select(row => row["environmentId"]).Distinct().Count(), Is.EqualTo(4), "two environments of each of the two clients");
    }
}

using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Deployments;

/// <summary>What is looked for before something is packaged, and in the package.</summary>
[TestFixture]
public sealed class ValidationTests
{
    private const string Secret = "CANARY-of-development";

    [Test]
    public async Task DeployToTest_StrippedValueStandsOnTheBranch_FailsNamingTheComponentAndNotTheValue()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (part, root) = WithSecret(engine);
        var promoted = await engine.PromoteAsync(root);
        var step = promoted.PromotionResults.Single(result => result.DevComponentId == part);
        engine.CorruptOnBranch(step.ProdComponentId, promoted.BranchId, content => content.Replace("</process>", $"<note>{Secret}</note></process>", StringComparison.Ordinal));
        engine.Boomi.Journal.Clear();

        var answer = await engine.DeployToTestAsync(promoted.PromotionId);

        Assert.That((promoted.ErrorMessage, step.ConfigStripped, answer.ErrorCode, answer.PackageId), Is.EqualTo((string.Empty, true, ErrorCodes.TestDeployFailed, string.Empty)));
        Assert.That(answer.ErrorMessage, Does.Contain("Step").And.Contain(step.ProdComponentId).And.Contain("note").And.Not.Contain(Secret));
        Assert.That(engine.Boomi.Journal.Counts().GetValueOrDefault("PackagedComponent.create"), Is.Zero);
        Assert.That((await engine.StatusAsync()).Promotions.Single().Status, Is.EqualTo("TEST_DEPLOY_FAILED"));
    }

    [Test]
    public async Task DeployToTest_ValueThatMainHasOfItsOwn_IsNoLeak()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (part, root) = WithSecret(engine);
        var prod = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "process", string.Empty, "Step", SecretXml("0")).ComponentId;
        await engine.MapAsync(part, prod, "process");
        var promoted = await engine.PromoteAsync(root);

        var answer = await engine.DeployToTestAsync(promoted.PromotionId);

        Assert.That((promoted.ErrorMessage, answer.ErrorMessage), Is.EqualTo((string.Empty, string.Empty)));
        Assert.That(engine.Boomi.World.Component(engine.Primary, prod, promoted.BranchId).Content.ObjectXml, Does.Contain(Secret), "production's own value was put back");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Deploy_PackageLacksAPromotedComponent_IsDeletedAndStops(bool isToProduction)
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var id = isToProduction ? await engine.ReviewedAsync(root) : (await engine.PromoteAsync(root)).PromotionId;
        var top = (await engine.PromotionAsync(id)).Results.Single(result => result.Name == "Top");
        var version = isToProduction ? top.Version + 1 : top.Version;
        engine.Boomi.Faults.Add(new FaultRule
        {
            Operation = "PackagedComponentManifest.get",
            Account = engine.Primary,
            Effect = FaultEffect.Status,
            Status = 200,
            ContentType = "application/json",
            Body = $$"""{"componentInfo":[{"id":"{{top.ProdComponentId}}","version":{{version}}}]}""",
            Nth = 1,
        });

        var answer = isToProduction ? await engine.DeployToProductionAsync(id) : await engine.DeployToTestAsync(id);

        Assert.That(answer.ErrorCode, Is.EqualTo(isToProduction ? ErrorCodes.DeploymentFailed : ErrorCodes.TestDeployFailed));
        Assert.That(answer.ErrorMessage, Does.Contain("Step").And.Contain("is missing").And.Not.Contain("Top"));
        Assert.That((answer.PackageId, answer.ReleaseId), Is.EqualTo((string.Empty, string.Empty)));
        var repeated = isToProduction ? await engine.DeployToProductionAsync(id) : await engine.DeployToTestAsync(id);
        Assert.That(repeated.ErrorMessage, Is.Empty);
    }

    // A called process that the platform does not package with its caller is in neither package.
    [Test]
    public async Task DeployToTest_PackagesWithoutLooseLinks_AreWhole()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { ManifestFollowsIndependent = false };
        var root = engine.Process("Top", engine.Process("Called"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);

        var answer = await engine.DeployToTestAsync(promoted.PromotionId);

        Assert.That((promoted.PromotionResults.Count, answer.ErrorMessage), Is.EqualTo((2, string.Empty)));
        Assert.That(engine.Boomi.World.Package(engine.Primary, answer.PackageId).Items, Has.Count.EqualTo(1), "or the test means nothing");
    }

    private static (string Part, string Root) WithSecret(RunningEngine engine)
    {
        var part = engine.Process("Step");
        engine.Change(part, SecretXml("1"));
        var root = engine.Process("Top", part);
        engine.Package(root);
        return (part, root);
    }

    private static string SecretXml(string body) =>
        Workshop.ProcessXml().Replace("</process>", $"<body>{body}</body><apiKey>{Secret}</apiKey></process>", StringComparison.Ordinal);
}

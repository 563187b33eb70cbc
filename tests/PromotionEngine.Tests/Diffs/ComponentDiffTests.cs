using Contract.Calls;
using Contract.Errors;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Components;
using PromotionEngine.Diffs;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Diffs;

/// <summary>generateComponentDiff: while the branch is there, and afterwards.</summary>
[TestFixture]
public sealed class ComponentDiffTests
{
    private const string Secret = "CANARY-of-production";

    [Test]
    public async Task Diff_OfAComponentThatMainHas_ShowsWhatChangesAndNothingSecret()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);

        var diff = await AskAsync(engine, Request(promotion, updated, action: "CREATE"));

        Assert.That(diff.ErrorMessage, Is.Empty);
        Assert.That((diff.ProdComponentId, diff.ComponentName, diff.ComponentAction), Is.EqualTo((updated, "Step", "UPDATE")), "the truth is echoed");
        Assert.That((diff.MainVersion, diff.BranchVersion), Is.EqualTo((1, 2)));
        Assert.That(diff.MainXml, Does.Contain("return '1'").And.Contain("type=\"password\"").And.Contain(SecretMask.Mask).And.Not.Contain(Secret));
        Assert.That(diff.BranchXml, Does.Contain("return '2'").And.Not.Contain(Secret));
        Assert.That(diff.BranchXml + diff.MainXml, Does.Not.Contain("<?xml").And.Not.Contain(" version=").And.Not.Contain("modifiedBy").And.Not.Contain("branchId"));
    }

    [Test]
    public async Task Diff_OfANewComponent_HasNothingOnMain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, _, created) = await PromoteAsync(engine);

        var diff = await AskAsync(engine, Request(promotion, created, action: "UPDATE"));

        Assert.That((diff.Success, diff.ComponentAction, diff.MainXml, diff.MainVersion), Is.EqualTo((true, "CREATE", string.Empty, 0)));
        Assert.That(diff.BranchXml, Does.StartWith("<bns:Component").And.Contain("\n  <bns:object"));
    }

    [Test]
    public async Task Diff_ByTheBranchAlone_FindsItsPromotion()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);

        var byBranch = await AskAsync(engine, new GenerateComponentDiffRequest { BranchId = promotion.BranchId, ProdComponentId = updated, ComponentName = "Step", ComponentAction = "UPDATE" });
        var both = Request(promotion, updated);
        both.BranchId = promotion.BranchId;

        Assert.That(byBranch.BranchXml, Is.Not.Empty.And.EqualTo((await AskAsync(engine, both)).BranchXml));
    }

    [Test]
    public async Task Diff_OfWhatIsNotThere_SaysWhichPartIsWrong()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);
        var connection = engine.Seed.ConnectionMappings[0].ProdComponentId;
        var other = Request(promotion, updated);
        other.BranchId = "Qjo5OTk5";
        var nothing = Request(promotion, updated);
        nothing.PromotionId = string.Empty;
        var unknown = Request(promotion, updated);
        unknown.PromotionId = "99999999-0000-4000-8000-000000000000";
        var unknownBranch = Request(promotion, updated);
        (unknownBranch.PromotionId, unknownBranch.BranchId) = (string.Empty, "Qjo5OTk5");

        await AssertRefusedAsync(engine, Request(promotion, connection), ErrorCodes.ComponentNotFound, connection);
        await AssertRefusedAsync(engine, other, ErrorCodes.BranchNotFound, "Qjo5OTk5");
        await AssertRefusedAsync(engine, unknownBranch, ErrorCodes.BranchNotFound, "Qjo5OTk5");
        await AssertRefusedAsync(engine, unknown, ErrorCodes.PromotionNotFound, unknown.PromotionId);
        await AssertRefusedAsync(engine, nothing, ErrorCodes.InvalidRequest, "promotionId");
    }

    [Test]
    public async Task Diff_BySomebodyWhoMayNotSeeThePromotion_IsNotFoundUntilItAwaitsAPeer()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);
        var stranger = RunningEngine.Headers(new CallerIdentity { Kind = CallerKind.User, Subject = "sub-eve", Email = "eve@abc.example", Name = "Eve", Groups = ["ABC_BOOMI_FLOW_CONTRIBUTOR"], CorrelationId = "test" });
        var byBranch = Request(promotion, updated);
        (byBranch.PromotionId, byBranch.BranchId) = (string.Empty, promotion.BranchId);

        var before = await engine.Diffs.GenerateComponentDiffAsync(Request(promotion, updated), stranger);
        var branchBefore = await engine.Diffs.GenerateComponentDiffAsync(byBranch, stranger);
        await SubmitAsync(engine, promotion);
        var after = await engine.Diffs.GenerateComponentDiffAsync(Request(promotion, updated), stranger);
        var reader = await engine.Diffs.GenerateComponentDiffAsync(Request(promotion, updated), engine.By("rita"));

        Assert.That((before.ErrorCode, branchBefore.ErrorCode, after.ErrorCode), Is.EqualTo((ErrorCodes.PromotionNotFound, ErrorCodes.BranchNotFound, string.Empty)));
        Assert.That(reader.ErrorCode, Is.EqualTo(ErrorCodes.InsufficientTier));
    }

    [Test]
    public async Task Diff_AfterARejection_IsTheCopyOfWhatWasDecidedOn()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, created) = await PromoteAsync(engine);
        var before = await AskAsync(engine, Request(promotion, updated));
        var createdBefore = await AskAsync(engine, Request(promotion, created));
        await SubmitAsync(engine, promotion);
        engine.Boomi.World.UpdateComponent(engine.Primary, updated, Workshop.ScriptXml("somebody changed main"));

        var rejected = await engine.Reviews.SubmitPeerReviewAsync(
            new SubmitPeerReviewRequest { PromotionId = promotion.Id.Value, Decision = "REJECTED", ReviewerEmail = "bob@abc.example", ReviewerName = "Bob", Comments = "No." }, engine.By("bob"));
        var afterwards = Request(promotion, updated);
        afterwards.BranchId = promotion.BranchId;
        var after = await AskAsync(engine, afterwards);
        var createdAfter = await AskAsync(engine, Request(promotion, created));

        Assert.That(rejected.ErrorMessage, Is.Empty);
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Id), Has.None.EqualTo(promotion.BranchId));
        Assert.That(after, Is.EqualTo(before));
        Assert.That(createdAfter, Is.EqualTo(createdBefore));
    }

    [Test]
    public async Task Diff_AfterTheDeploymentToProduction_IsTheCopyOfWhatWasApproved()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, created) = await PromoteAsync(engine);
        var before = await AskAsync(engine, Request(promotion, updated));
        var createdBefore = await AskAsync(engine, Request(promotion, created));
        await SubmitAsync(engine, promotion);
        Assert.That((await engine.PeerAsync(promotion.Id.Value)).ErrorMessage, Is.Empty);

        var deployed = await engine.DeployToProductionAsync(promotion.Id.Value);
        engine.Boomi.World.UpdateComponent(engine.Primary, updated, Workshop.ScriptXml("main moved on"));
        var after = await AskAsync(engine, Request(promotion, updated));
        var createdAfter = await AskAsync(engine, Request(promotion, created));

        Assert.That((deployed.ErrorMessage, (await engine.PromotionAsync(promotion.Id.Value)).Status), Is.EqualTo((string.Empty, PromotionStatus.Deployed)));
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Is.EqualTo(new[] { "main" }), "the branch is gone");
        Assert.That((after, createdAfter), Is.EqualTo((before, createdBefore)), "main has all of it by now: what was new is still shown as new");
        Assert.That(after.BranchXml + after.MainXml, Does.Contain(SecretMask.Mask).And.Not.Contain(Secret));
    }

    [Test]
    public async Task Diff_AfterAWithdrawalThatNobodyReviewed_IsKeptToo_AndHoldsNoSecretInTheStore()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);
        var before = await AskAsync(engine, Request(promotion, updated));

        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = promotion.Id.Value, InitiatorEmail = "alice@abc.example" }, engine.By("alice"));
        var after = await AskAsync(engine, Request(promotion, updated));
        var kept = await engine.Services.GetRequiredService<KeptDiffs>().FindAsync(promotion.Id, new ComponentId(updated), CancellationToken.None);

        Assert.That(after, Is.EqualTo(before));
        Assert.That(kept!.BranchXml + kept.MainXml, Does.Contain(SecretMask.Mask).And.Not.Contain(Secret));
    }

    [Test]
    public async Task Diff_OfAComponentThatWasNotChanged_IsTheSameOnBothSidesAfterwardsToo()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var top = engine.Process("Top", script);
        engine.Package(top);
        var first = await engine.PromoteAsync(top);
        Assert.That(first.ErrorMessage, Is.Empty);
        var prod = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Same", Workshop.ScriptXml("1"));
        var id = new PromotionId(first.PromotionId);
        await engine.Records.ChangeAsync(
            id, current => current with { Results = [.. current.Results, new ComponentResult("dev", prod.ComponentId, "Same", "script.processing", ComponentResult.Updated, 1) { BaseVersion = 1 }] }, CancellationToken.None);
        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = id.Value, InitiatorEmail = "alice@abc.example" }, engine.By("alice"));

        var diff = await AskAsync(engine, new GenerateComponentDiffRequest { PromotionId = id.Value, ProdComponentId = prod.ComponentId, ComponentName = "Same", ComponentAction = "UPDATE" });

        Assert.That((diff.ErrorMessage, diff.ComponentAction, diff.BranchVersion, diff.MainVersion), Is.EqualTo((string.Empty, "UPDATE", 1, 1)));
        Assert.That(diff.BranchXml, Is.Not.Empty.And.EqualTo(diff.MainXml));
    }

    [Test]
    public async Task Diff_ABranchThatSomebodyDeletedByHand_IsAnsweredFromTheCopy()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);
        var before = await AskAsync(engine, Request(promotion, updated));
        await SubmitAsync(engine, promotion);
        engine.Boomi.World.DeleteBranch(engine.Primary, promotion.BranchId, "somebody");

        Assert.That(await AskAsync(engine, Request(promotion, updated)), Is.EqualTo(before));
    }

    [Test]
    public async Task Diff_OfWhatWasTooMuchToKeep_SaysSo()
    {
        await using var engine = await RunningEngine.StartAsync(("Diffs:MaxComponents", "0"));
        var (promotion, updated, _) = await PromoteAsync(engine);
        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = promotion.Id.Value, InitiatorEmail = "alice@abc.example" }, engine.By("alice"));

        await AssertRefusedAsync(engine, Request(promotion, updated), ErrorCodes.BranchNotFound, "more than 0 components");
    }

    [Test]
    public async Task Submit_APlatformThatCannotBeReadAnyMore_LeavesTheCopyToTheEndOfTheBranch()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, updated, _) = await PromoteAsync(engine);
        var before = await AskAsync(engine, Request(promotion, updated));
        await SubmitAsync(engine, promotion);
        var store = engine.Services.GetRequiredService<IStateStore>();
        (await store.CommitAsync(new Commit().Delete($"diff:{promotion.Id}").Delete($"diff:{promotion.Id}:{updated}"), CancellationToken.None)).OrThrow();

        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = promotion.Id.Value, InitiatorEmail = "alice@abc.example" }, engine.By("alice"));

        Assert.That(await AskAsync(engine, Request(promotion, updated)), Is.EqualTo(before));
    }

    // A process that is new and a script that main has, with a secret of production in it.
    private static async Task<(Promotion Promotion, string Updated, string Created)> PromoteAsync(RunningEngine engine)
    {
        var script = engine.Script("Step");
        var prod = engine.Boomi.World.AddComponent(
            engine.Primary, "Promoted", "script.processing", string.Empty, "Step", Workshop.ScriptXml("1").Replace("</ProcessingScript>", $"<field type=\"password\" value=\"{Secret}\"/></ProcessingScript>", StringComparison.Ordinal)).ComponentId;
        engine.Change(script, Workshop.ScriptXml("2"));
        await engine.MapAsync(script, prod, "script.processing");
        var top = engine.Process("Top", script);
        engine.Package(top);
        var answer = await engine.PromoteAsync(top, isHotfix: true);
        Assert.That(answer.ErrorMessage, Is.Empty);
        var promotion = (await engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None))!.Promotion;
        return (promotion, prod, answer.PromotionResults.Single(result => result.DevComponentId == top).ProdComponentId);
    }

    private static async Task SubmitAsync(RunningEngine engine, Promotion promotion)
    {
        var answer = await engine.Reviews.SubmitForReviewAsync(
            new SubmitForReviewRequest { PromotionId = promotion.Id.Value, IsHotfix = true, HotfixJustification = "It cannot wait.", PackageVersion = "1.0" }, engine.By("alice"));
        Assert.That(answer.ErrorMessage, Is.Empty);
    }

    private static GenerateComponentDiffRequest Request(Promotion promotion, string component, string action = "UPDATE") =>
        new() { PromotionId = promotion.Id.Value, ProdComponentId = component, ComponentName = "whatever the caller calls it", ComponentAction = action };

    private static async Task<GenerateComponentDiffResponse> AskAsync(RunningEngine engine, GenerateComponentDiffRequest request) =>
        await engine.Diffs.GenerateComponentDiffAsync(request, engine.By("alice"));

    private static async Task AssertRefusedAsync(RunningEngine engine, GenerateComponentDiffRequest request, string code, string named)
    {
        var answer = await AskAsync(engine, request);
        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, code)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain(named));
    }
}

using BoomiEmulator.Faults;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Boomi.Platform;

/// <summary>Merge requests against the emulated platform.</summary>
internal sealed class MergeRequestTests : EmulatedPlatform
{
    private BranchId Main => new(World.MainBranch(Primary.Value).Id);

    [Test]
    public async Task Create_ChangedAndNewComponent_DraftsBothWithTheirVersions()
    {
        var branch = Branch();
        var created = await AddOnBranchAsync(branch);

        var request = await ReviewingAsync(branch);

        Assert.That(
            request.Details.Select(detail => (detail.ComponentId.Value, detail.SourceRevision, detail.DestinationRevision, detail.ChangeType)),
            Is.EquivalentTo(new[] { (Guid(1), 2, 1, "MODIFIED"), (created, 1, 0, "ADDED") }));
    }

    [Test]
    public async Task Execute_WithAnExcludedComponent_MergesTheOthers()
    {
        var branch = Branch();
        var created = await AddOnBranchAsync(branch);
        var request = await ReviewingAsync(branch);

        await Platform.Merges.ExecuteAsync(Primary, request.Id, [new ComponentId(created)]);

        var merged = await MergedAsync(request.Id);
        Assert.That(merged.Details.Single(detail => detail.ComponentId.Value == Guid(1)).MergeRevision, Is.EqualTo(3));
        Assert.That(merged.Details.Single(detail => detail.ComponentId.Value == created), Has.Property("Excluded").True.And.Property("MergeRevision").EqualTo(0));
    }

    [TestCase(FaultEffect.CutBefore)]
    [TestCase(FaultEffect.CutAfter)]
    public async Task Execute_AnswerLost_IsExecutedOnce(FaultEffect effect)
    {
        var branch = Branch();
        var request = await ReviewingAsync(branch);
        Fault("MergeRequest.execute", effect);

        await Platform.Merges.ExecuteAsync(Primary, request.Id, []);

        Assert.That((await MergedAsync(request.Id)).Details.Single().MergeRevision, Is.EqualTo(3));
        Assert.That((await Platform.Metadata.RevisionsAsync(Primary, [new ComponentId(Guid(1))])).Count, Is.EqualTo(3));
    }

    [Test]
    public async Task Create_AnswerLost_OneRequestStands()
    {
        var branch = Branch();
        Fault("MergeRequest.create", FaultEffect.CutAfter);

        var request = await Platform.Merges.CreateAsync(Primary, branch, Main);

        Assert.That((await Platform.Merges.ListAsync(Primary, branch, Main)).Select(row => row.Id), Is.EqualTo(new[] { request.Id }));
    }

    [Test]
    public async Task Revert_OfAMerge_RestoresMain()
    {
        var branch = Branch();
        var request = await ReviewingAsync(branch);
        await Platform.Merges.ExecuteAsync(Primary, request.Id, []);
        await MergedAsync(request.Id);

        var reverted = await Platform.Merges.RevertAsync(Primary, request.Id);

        Assert.That(reverted.Stage, Is.EqualTo(MergeStage.Reverted));
    }

    [Test]
    public async Task Delete_Twice_IsGone()
    {
        var request = await ReviewingAsync(Branch());

        await Platform.Merges.DeleteAsync(Primary, request.Id);
        await Platform.Merges.DeleteAsync(Primary, request.Id);

        Assert.That(await Platform.Merges.FindAsync(Primary, request.Id), Is.Null);
    }

    [TestCase("FAILED_TO_DRAFT", true)]
    [TestCase("FAILED_TO_REDRAFT", true)]
    [TestCase("REVIEWING", false)]
    public void IsFailedDraft_OfAStage_IsAsDocumented(string stage, bool failed) => Assert.That(MergeStage.IsFailedDraft(stage), Is.EqualTo(failed));

    private BranchId Branch()
    {
        AddProcess(Primary, 1);
        var branch = World.CreateBranch(Primary.Value, "promo-1", Main.Value, packageId: null, "t").Id;
        World.UpdateComponent(Primary.Value, Guid(1), Process(Guid(2)), branch);
        return new BranchId(branch);
    }

    private async Task<string> AddOnBranchAsync(BranchId branch)
    {
        var folder = await Platform.Folders.RootAsync(Primary);
        return (await Platform.Components.CreateAsync(Primary, Document("New", Process(), folder.Id.Value, branch.Value))).Id.Value;
    }

    private async Task<MergeRequest> ReviewingAsync(BranchId branch) => await UntilAsync((await Platform.Merges.CreateAsync(Primary, branch, Main)).Id, MergeStage.Reviewing);

    private Task<MergeRequest> MergedAsync(MergeRequestId id) => UntilAsync(id, MergeStage.Merged);

    private async Task<MergeRequest> UntilAsync(MergeRequestId id, string stage)
    {
        for (var look = 0; look < 200; look++)
        {
            if (await Platform.Merges.FindAsync(Primary, id) is { } request && request.Stage == stage)
            {
                return request;
            }

            await Task.Delay(10);
        }

        throw new AssertionException($"The request never came to {stage}.");
    }
}

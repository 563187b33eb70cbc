using BoomiEmulator;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Idempotency;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using SeededHub;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Somebody renames branches or edits the records in DataHub: it is reported where a person has to act, and nothing that is not ours is touched.</summary>
public sealed class ChangedByHandTests : LabSuite
{
    private string Primary => Engine.World.Primary;

    [Test]
    public async Task Branch_RenamedByHand_IsReportedByBothNames_KeepsItsSlot_AndIsNotTouched()
    {
        var answer = await Engine.ExecuteAsync();
        Boomi.World.RenameBranch(Primary, answer.BranchId, "mine-now", "somebody@acme.test");

        var reconciled = await Engine.Get<SlotReconciliation>().ReconcileAsync(dryRun: false, CancellationToken.None);
        var swept = await Engine.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None);

        Assert.That((reconciled.Changed, reconciled.Failed), Is.EqualTo((0, 1)));
        Assert.That(reconciled.Findings.Single(), Does.Contain(answer.BranchName).And.Contain("mine-now").And.Contain("give it its name back"));
        Assert.That((swept.Changed, swept.Failed), Is.EqualTo((0, 0)));
        Assert.That(await Engine.Get<BranchSlots>().ListAsync(CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That(Boomi.World.Branches(Primary).Select(branch => branch.Name), Does.Contain("mine-now"));
        Boomi.World.RenameBranch(Primary, answer.BranchId, answer.BranchName, "somebody@acme.test");
        Assert.That((await Engine.Get<SlotReconciliation>().ReconcileAsync(dryRun: false, CancellationToken.None)).Findings, Is.Empty);
    }

    // Its slot is free after the first round, which alone would have told of it.
    [Test]
    public async Task Branch_DeletedByHand_IsReportedEveryRound_UntilItsPromotionHasEnded()
    {
        var answer = await Engine.ExecuteAsync();
        Boomi.World.DeleteBranch(Primary, answer.BranchId, "somebody@acme.test");
        var reconciliation = Engine.Get<SlotReconciliation>();

        var dry = await reconciliation.ReconcileAsync(dryRun: true, CancellationToken.None);
        var first = await reconciliation.ReconcileAsync(dryRun: false, CancellationToken.None);
        var second = await reconciliation.ReconcileAsync(dryRun: false, CancellationToken.None);
        await Engine.Get<PromotionWithdrawal>().WithdrawAsync(LabEngine.Caller("alice"), new PromotionId(answer.PromotionId), "promote again", KeyedAct.None, CancellationToken.None);
        var settled = await reconciliation.ReconcileAsync(dryRun: false, CancellationToken.None);

        Assert.That((dry.Changed, dry.Failed, first.Changed, first.Failed, second.Changed, second.Failed), Is.EqualTo((1, 1, 1, 1, 0, 1)));
        Assert.That(second.Findings.Single(), Does.Contain(answer.BranchName).And.Contain("was deleted by somebody else. Withdraw it"));
        Assert.That(settled.Findings, Is.Empty);
        Assert.That(await Engine.Get<IStateStore>().CountAsync(StateKeys.BranchesLost, CancellationToken.None), Is.Zero);
    }

    // Called after a promotion that has ended it would be an orphan, were it not for the work that goes on there.
    [Test]
    public async Task Branch_RenamedByHandToThatOfAnEndedPromotion_IsReportedAndNotTouched()
    {
        var ended = await Engine.ExecuteAsync();
        await Engine.Get<PromotionWithdrawal>().WithdrawAsync(LabEngine.Caller("alice"), new PromotionId(ended.PromotionId), "not needed", KeyedAct.None, CancellationToken.None);
        var answer = await Engine.ExecuteAsync();
        Boomi.World.RenameBranch(Primary, answer.BranchId, ended.BranchName, "somebody@acme.test");

        var swept = await Engine.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None);

        Assert.That((swept.Changed, swept.Failed), Is.EqualTo((0, 1)));
        Assert.That(swept.Findings.Single(), Does.Contain($"is {answer.BranchName} of promotion {answer.PromotionId}, renamed").And.Contain("give it its name back"));
        Assert.That(Boomi.World.Branches(Primary).Select(branch => branch.Name), Does.Contain(ended.BranchName));
    }

    // What the store holds decides, whatever DataHub was made to say of it.
    [Test]
    public async Task Record_OfALivePromotionEditedToEnded_LeavesItsBranchAlone()
    {
        var answer = await Engine.ExecuteAsync();
        await PublishAsync();
        await EditAsync(answer.PromotionId, "WITHDRAWN");

        var swept = await Engine.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None);
        var expired = await Engine.Get<ExpirySweep>().SweepAsync(dryRun: false, CancellationToken.None);

        Assert.That((swept.Changed, swept.Failed, expired.Changed), Is.EqualTo((0, 0, 0)));
        Assert.That(Boomi.World.Branches(Primary).Select(branch => branch.Name), Does.Contain(answer.BranchName));
        Assert.That((await Engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None))!.Promotion.Status, Is.EqualTo(PromotionStatus.Completed));
    }

    // Of a promotion that the store has no copy of, DataHub's record is all there is: one that makes no sense is no evidence, and keeps no other from its sweep.
    [Test]
    public async Task Record_EditedToAStatusThatThereIsNot_IsNoEvidence_AndTheSweepGoesOn()
    {
        const string Stranger = "01234567-89ab-4def-8123-456789abcdef";
        const string Ended = "11234567-89ab-4def-8123-456789abcdef";
        var main = Boomi.World.MainBranch(Primary).Id;
        foreach (var id in new[] { Stranger, Ended })
        {
            Boomi.World.CreateBranch(Primary, $"promo-{id}", main, null, EmulatorCredential.Default.User.Replace("BOOMI_TOKEN.", string.Empty, StringComparison.Ordinal));
        }

        var answer = await Engine.ExecuteAsync();
        await PublishAsync();
        await EditAsync(answer.PromotionId, "DONE", asId: Stranger);
        await EditAsync(answer.PromotionId, "FAILED", asId: Ended);

        var swept = await Engine.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None);

        Assert.That((swept.Changed, swept.Failed), Is.EqualTo((1, 1)), string.Join(Environment.NewLine, swept.Findings));
        Assert.That(swept.Findings, Has.Some.Contains(Stranger).And.Some.Contains("was not touched: find out whether it can go"));
        Assert.That(Boomi.World.Branches(Primary).Select(branch => branch.Name), Does.Contain($"promo-{Stranger}").And.Contain(answer.BranchName).And.Not.Contain($"promo-{Ended}"));
    }

    private async Task PublishAsync()
    {
        await Engine.Get<OutboxPublisher>().PublishAsync(int.MaxValue, CancellationToken.None);
        Assert.That(await Engine.Get<Outbox>().CountPendingAsync(CancellationToken.None), Is.Zero);
    }

    // As a data steward does: the whole record, with other words in it.
    private async Task EditAsync(string promotion, string status, string? asId = null)
    {
        var fields = Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == promotion);
        var edited = new Dictionary<string, string>(fields.Where(field => !field.Key.StartsWith('@')), StringComparer.Ordinal) { ["status"] = status, ["promotionId"] = asId ?? promotion };
        var outcomes = await Engine.Get<DataHubClient>().UpsertAsync(GoldenRecordModels.PromotionLog, RecordSources.PromotionEngine, [new GoldenRecordWrite(edited)], CancellationToken.None);
        Assert.That(outcomes.Single().Kind, Is.AnyOf(WriteOutcomeKind.Created, WriteOutcomeKind.Updated));
    }
}

using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>What a promotion may have left behind, as of the moment that <see cref="Of"/> was called.</summary>
internal sealed class Traces
{
    private readonly RunningEngine _engine;
    private readonly int _folders;
    private readonly int _mappings;
    private readonly int _branches;
    private readonly int _slots;
    private readonly int _records;

    private Traces(RunningEngine engine, int slots, int records)
    {
        _engine = engine;
        _folders = FolderCount;
        _mappings = MappingCount;
        _branches = BranchCount;
        _slots = slots;
        _records = records;
    }

    private int FolderCount => _engine.Boomi.World.Folders(_engine.Primary).Count(folder => !folder.Folder.Deleted);

    private int MappingCount => _engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ComponentMapping").Count;

    private int BranchCount => _engine.Boomi.World.Branches(_engine.Primary).Count;

    /// <summary>What there is now.</summary>
    public static async Task<Traces> Of(RunningEngine engine) =>
        new(engine, (await engine.Slots.ListAsync(CancellationToken.None)).Count, (await RecordsOf(engine)).Count);

    /// <summary>A refused request has begun nothing: there is not even a record.</summary>
    public async Task AssertNothingWasBegunAsync(ExecutePromotionResponse answer, string code)
    {
        await AssertNothingStandsAsync(answer, code);
        Assert.That(answer.PromotionId, Is.Empty);
        Assert.That(await RecordsOf(_engine), Has.Count.EqualTo(_records));
        Assert.That(_engine.Boomi.Journal.Counts(_engine.Primary).GetValueOrDefault("Branch.create"), Is.Zero);
    }

    /// <summary>A failed run is undone, recorded as FAILED here and in DataHub.</summary>
    public async Task<Promotion> AssertUndoneAsync(ExecutePromotionResponse answer, string code)
    {
        await AssertNothingStandsAsync(answer, code);
        var stored = await _engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None);
        Assert.That(stored!.Promotion.Status, Is.EqualTo(PromotionStatus.Failed));
        Assert.That((stored.Promotion.ErrorCode, stored.Promotion.ErrorMessage), Is.EqualTo((code, answer.ErrorMessage)));
        Assert.That(stored.Promotion.BranchId, Is.Empty);
        Assert.That(stored.Promotion.Lease, Is.Null);
        return stored.Promotion;
    }

    /// <summary>DataHub has the failure once the outbox is empty.</summary>
    public async Task AssertPublishedAsync(ExecutePromotionResponse answer)
    {
        Assert.That(await _engine.DrainOutboxAsync(), Is.Zero);
        var log = _engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == answer.PromotionId);
        Assert.That(log["status"], Is.EqualTo("FAILED"));
    }

    private async Task AssertNothingStandsAsync(ExecutePromotionResponse answer, string code)
    {
        await TestContext.Out.WriteLineAsync($"{answer.ErrorCode}: {answer.ErrorMessage}");
        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, code)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Is.Not.Empty);
        Assert.That((answer.HasBranchId, answer.HasBranchName), Is.EqualTo((false, false)));
        Assert.That(BranchCount, Is.EqualTo(_branches), "branches");
        Assert.That(FolderCount, Is.EqualTo(_folders), "folders");
        Assert.That(MappingCount, Is.EqualTo(_mappings), "mappings");
        Assert.That(await _engine.Slots.ListAsync(CancellationToken.None), Has.Count.EqualTo(_slots), "slots");
        var claims = _engine.Services.GetRequiredService<RunClaims>();
        Assert.That(await claims.HolderAsync(new AccountId(_engine.DevAccount), CancellationToken.None), Is.Null, "claim");
    }

    private static Task<IReadOnlyList<StoredPromotion>> RecordsOf(RunningEngine engine) =>
        engine.Records.ListByTimeAsync(new IndexRange(Descending: true), CancellationToken.None);
}

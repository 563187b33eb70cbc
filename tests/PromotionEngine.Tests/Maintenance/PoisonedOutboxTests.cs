using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Failures;
using PromotionEngine.Tests.Recovery;
using PromotionEngine.Tests.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>An entry of the outbox that can never be written stands before one that can: it waits, the other goes.</summary>
public sealed class PoisonedOutboxTests : LabSuite
{
    private static readonly string[] Poison = ["{\"promotionId\":", JsonSerializer.Serialize(new Dictionary<string, string> { ["promotionId"] = new string('x', 300) }), JsonSerializer.Serialize(new Dictionary<string, string> { ["promotionId"] = "p-1", ["initiatedAt"] = "yesterday" })];

    private Outbox Outbox => Engine.Get<Outbox>();

    [Test]
    public async Task Publish_WithWhatCannotBeWrittenAmongOthers_PublishesTheOthers([ValueSource(nameof(Poison))] string payload)
    {
        await EnqueueAsync("PromotionLog|poison", payload);
        await EnqueueGoodAsync(1);
        await EnqueueGoodAsync(2);

        var round = await Engine.Get<OutboxPublisher>().PublishAsync(100, CancellationToken.None);

        var left = await Outbox.PendingAsync(10, CancellationToken.None);
        Assert.That(round, Is.EqualTo((2, 0, 1)));
        Assert.That(left.Select(entry => (entry.Message.RecordKey, entry.LastError.Length > 0)), Is.EqualTo(new[] { ("PromotionLog|poison", true) }));
    }

    [Test]
    public async Task Publish_WithAnEntryOfAnotherVersionAmongOthers_PublishesTheOthers_AndSaysSo()
    {
        await EnqueueAsync("PromotionLog|poison", "{}");
        var poison = (await Outbox.PendingAsync(10, CancellationToken.None)).Single();
        var theirs = new Commit().Put(StateKeys.OutboxEntry(Outbox.ForDataHub, poison.Id), "{\"something\":\"else\"}");
        (await Engine.Get<IStateStore>().CommitAsync(theirs, CancellationToken.None)).OrThrow();
        await EnqueueGoodAsync(1);

        var service = ActivatorUtilities.CreateInstance<MaintenanceService>(Engine.Services);
        var answer = await service.PublishOutbox(new PublishOutboxRequest(), new FakeCall(new Grpc.Core.Metadata(), "/promotion.v1.Maintenance/PublishOutbox", CancellationToken.None));

        Assert.That((answer.Report.Changed, answer.Report.Failed, answer.Remaining), Is.EqualTo((1, 1, 1)), string.Join(' ', answer.Report.Findings));
        Assert.That(answer.Report.Findings.Single(), Does.Contain(poison.Id).And.Contain("newer version"));
        Assert.That((await Engine.Get<IStateStore>().GetAsync(StateKeys.OutboxEntry(Outbox.ForDataHub, poison.Id), CancellationToken.None))!.Value.Value, Is.EqualTo("{\"something\":\"else\"}"), "it is left as it is");
    }

    private Task EnqueueGoodAsync(int number)
    {
        var promotion = StateSuite.SomePromotion($"99999999-0000-4000-8000-{number:D12}", Engine.World.DevAccount);
        var commit = new Commit();
        Engine.Get<PromotionLogOutbox>().Enqueue(commit, promotion);
        return CommitAsync(commit);
    }

    private Task EnqueueAsync(string recordKey, string payload)
    {
        var commit = new Commit();
        Outbox.Enqueue(commit, new OutboxMessage(PromotionLogOutbox.Kind, recordKey, payload), DateTimeOffset.UtcNow.AddMinutes(-1));
        return CommitAsync(commit);
    }

    private async Task CommitAsync(Commit commit) => (await Engine.Get<IStateStore>().CommitAsync(commit, CancellationToken.None)).OrThrow();
}

using BoomiEmulator.Seeding;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Promotions;

/// <summary>What a promotion may cost of the platform's ten calls a second. Times are the benchmarks' business.</summary>
[TestFixture]
public sealed class CallCountTests
{
    private const int Components = 50;
    private const int BulkReads = 2 * (Components / 5);
    private const int Fixed = 14;

    // One process of the world closes a cycle and is written twice.
    private const int CycleFixes = 1;

    [Test]
    public async Task ResolveAndExecute_EverythingNew_StayWithinTheBound()
    {
        await using var engine = await StartAsync();

        var answer = await PromoteAsync(engine);

        var calls = PlatformCalls(engine);
        Assert.That(answer.ComponentsCreated, Is.EqualTo(Components), answer.ErrorMessage);
        Assert.That((calls.GetValueOrDefault("Component.create"), calls.GetValueOrDefault("Component.update")), Is.EqualTo(((long)Components, (long)CycleFixes)));
        var bound = Fixed + (2 * calls.GetValueOrDefault("Folder.create")) + BulkReads + Components + CycleFixes;
        Assert.That(calls.Values.Sum(), Is.LessThanOrEqualTo(bound), Text(calls));
        Assert.That(calls.GetValueOrDefault("Component.get"), Is.Zero, "documents are read in bulk");
    }

    [Test]
    public async Task ResolveAndExecute_NothingChanged_WriteNothingAndStayWithinTheBound()
    {
        await using var engine = await StartAsync();
        await PromoteAsync(engine);
        engine.Boomi.Journal.Clear();

        var answer = await PromoteAsync(engine);

        var calls = PlatformCalls(engine);
        Assert.That(answer.ComponentsUpdated, Is.EqualTo(Components), answer.ErrorMessage);
        Assert.That(
            new[] { "Component.create", "Component.update", "Folder.create" }.Select(operation => calls.GetValueOrDefault(operation)), Is.All.Zero, Text(calls));
        Assert.That(calls.Values.Sum(), Is.LessThanOrEqualTo(Fixed + BulkReads), Text(calls));
    }

    [Test]
    public async Task Execute_EverythingNewOrNothingChanged_MakesNoFewerCallsThanTheFloorSays()
    {
        await using var engine = await StartAsync();

        var created = await ProgressAsync(engine, await PromoteAsync(engine));
        var unchanged = await ProgressAsync(engine, await PromoteAsync(engine));

        Assert.That(created.CallsFloor, Is.EqualTo(6 + Components));
        Assert.That(unchanged.CallsFloor, Is.EqualTo(6));
        Assert.That(created.CallsMade, Is.InRange(created.CallsFloor, created.CallsFloor + Fixed + BulkReads));
        Assert.That(unchanged.CallsMade, Is.InRange(unchanged.CallsFloor, unchanged.CallsFloor + Fixed + BulkReads));
    }

    private static async Task<RunningEngine> StartAsync()
    {
        var seed = SizedWorld.Create(accounts: 1, Components, seed: 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero));
        return await RunningEngine.StartAsync(await SeededBoomi.MakeAsync(seed));
    }

    private static Task<PromotionService.V1.ExecutePromotionResponse> PromoteAsync(RunningEngine engine) =>
        engine.PromoteAsync(engine.Seed.MainPackage.RootComponentId, by: "carol");

    private static async Task<PromotionService.V1.GetPromotionProgressResponse> ProgressAsync(RunningEngine engine, PromotionService.V1.ExecutePromotionResponse promotion) =>
        await engine.Promotions.GetPromotionProgressAsync(new PromotionService.V1.GetPromotionProgressRequest { PromotionId = promotion.PromotionId }, engine.By("carol"));

    // DataHub's calls are named by verb and path; they are not counted against the platform's limit.
    private static Dictionary<string, long> PlatformCalls(RunningEngine engine) => engine.Boomi.Journal.Counts()
        .Where(count => !count.Key.Contains(' ', StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    private static string Text(Dictionary<string, long> calls) => string.Join(", ", calls.Select(call => $"{call.Key} {call.Value}"));
}

using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Worlds;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>
/// The sweeps over ten thousand promotions in Redis, half of them live and a hundred of those due to expire, and twenty branches, of which eleven are of ended promotions; the platform answers at once.
/// </summary>
internal sealed class SweepBenchmark : IBenchmark
{
    private const int Promotions = 10_000;
    private const int Branches = 19;
    private const int Orphans = 11;
    private const int Due = 100;
    private const double SecondsBound = 2;
    private const double CallsBound = 30;

    /// <inheritdoc/>
    public string Name => "sweep";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        if (ExternalTool.Find("redis-server") is null)
        {
            await Console.Error.WriteLineAsync("sweep: not measured, redis-server is not on this machine (apt-get install redis-server).");
            return;
        }

        await using var redis = await RedisServer.StartAsync(isDurable: true);
        await using var emulator = await EmulatorProcess.StartAsync(new EmulatorOrder(1, 10), cancellationToken);
        await using var engine = await BenchedEngine.StartAsync(emulator.World, requestsPerSecond: 0, redis.ConnectionString, cancellationToken);
        await FillAsync(engine, emulator, cancellationToken);
        await emulator.ForgetCallsAsync(cancellationToken);
        var total = 0.0;
        total += await MeasureAsync(table, "looking at all for expiry", engine, (client, headers) => client.ExpirePromotionsAsync(new ExpirePromotionsRequest { DryRun = true }, headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
        total += await MeasureAsync(table, $"deleting {Orphans} orphans", engine, (client, headers) => client.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
        total += await MeasureAsync(table, "comparing slots, removing old ones", engine, (client, headers) => client.ReconcileSlotsAsync(new ReconcileSlotsRequest(), headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
        table.Add(new Figure(Name, $"{Promotions} promotions, {Branches + 1} branches: all of it", total, SecondsBound, "s"));
        table.Add(new Figure(Name, "calls of the platform", (await emulator.CallsAsync(cancellationToken)).Values.Sum(), CallsBound, "calls"));
        await MeasureAsync(table, "warning the people of fifty", engine, (client, headers) => client.ExpirePromotionsAsync(new ExpirePromotionsRequest(), headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
    }

    private static async Task FillAsync(BenchedEngine engine, EmulatorProcess emulator, CancellationToken cancellationToken)
    {
        var store = engine.Services.GetRequiredService<IStateStore>();
        var slots = engine.Services.GetRequiredService<BranchSlots>();
        var now = await store.NowAsync(cancellationToken);
        var records = engine.Services.GetRequiredService<PromotionRecords>();
        for (var number = 0; number < Promotions; number++)
        {
            var promotion = number < Orphans || number >= Promotions / 2 ? SomePromotions.Ended(number, emulator.World.Primary) : SomePromotions.Live(number, emulator.World.Primary);
            promotion = number < Due ? promotion : promotion with { InitiatedAt = now, UpdatedAt = now, StatusSince = now };
            var branch = number < Branches ? await emulator.CreateBranchAsync(promotion.BranchName, cancellationToken) : string.Empty;
            var commit = new Commit();
            records.Add(commit, promotion with { BranchId = branch }, 0);
            if (branch.Length > 0 && !promotion.Status.IsTerminal())
            {
                slots.Restore(commit, new BranchSlot(promotion.BranchName, promotion.Id, promotion.InitiatedAt));
            }

            (await store.CommitAsync(commit, cancellationToken)).OrThrow();
        }
    }

    private async Task<double> MeasureAsync<TResponse>(
        FigureTable table,
        string what,
        BenchedEngine engine,
        Func<PromotionService.V1.Maintenance.MaintenanceClient, Grpc.Core.Metadata, Task<TResponse>> call,
        Func<TResponse, MaintenanceReport> report)
    {
        var start = Stopwatch.GetTimestamp();
        var done = await engine.MaintainAsync(async (client, headers) => report(await call(client, headers)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var finding in done.Failed > 0 ? done.Findings : [])
        {
            await Console.Error.WriteLineAsync(finding);
        }

        table.Add(new Figure(Name, $"{what} (changed {done.Changed}, need a person: {done.Failed})", seconds, Bound: null, "s"));
        return seconds;
    }
}

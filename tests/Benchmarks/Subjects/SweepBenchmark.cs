using System.Diagnostics;
using System.Globalization;
using Benchmarks.Measuring;
using Benchmarks.Worlds;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>
/// The sweeps over ten thousand promotions in Redis, half of them live and a hundred of those due to expire, and twenty branches, of which eleven are of failed runs; then again with
/// eleven of withdrawn promotions, whose changes have to be copied before their branches go. The platform answers at once.
/// </summary>
internal sealed class SweepBenchmark : IBenchmark
{
    private const int Promotions = 10_000;
    private const int Branches = 19;
    private const int Orphans = 11;
    private const int Due = 100;
    private const double SecondsBound = 2;
    private const double CallsBound = 30;

    // About 8 KB, as components are as a rule.
    private static readonly string Document =
        $"<process xmlns=\"\"><shapes>{string.Concat(Enumerable.Range(0, 40).Select(at => string.Create(CultureInfo.InvariantCulture, $"<shape name=\"shape{at}\" shapetype=\"map\" userlabel=\"Map orders to ERP, part {at}\" x=\"{at * 48}\" y=\"96\"><configuration><map mode=\"each\" size=\"{at}\"/></configuration></shape>")))}</shapes></process>";

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

        await using var redis = await RedisServer.StartOnDiskAsync();
        await using var emulator = await EmulatorProcess.StartAsync(new EmulatorOrder(1, 10), cancellationToken);
        await using var engine = await BenchedEngine.StartAsync(emulator.World, requestsPerSecond: 0, redis.ConnectionString, cancellationToken);
        await FillAsync(engine, emulator, cancellationToken);
        await emulator.ForgetCallsAsync(cancellationToken);
        var total = 0.0;
        total += await MeasureAsync(table, "looking at all for expiry", engine, (client, headers) => client.ExpirePromotionsAsync(new ExpirePromotionsRequest { DryRun = true }, headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
        total += await MeasureAsync(table, $"deleting {Orphans} orphans of failed runs", engine, (client, headers) => client.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
        total += await MeasureAsync(table, "comparing slots, removing old ones", engine, (client, headers) => client.ReconcileSlotsAsync(new ReconcileSlotsRequest(), headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
        table.Add(new Figure(Name, $"{Promotions} promotions, {Branches + 1} branches: all of it", total, SecondsBound, "s"));
        table.Add(new Figure(Name, "all of it: calls of the platform", await CallsAsync(emulator, cancellationToken), CallsBound, "calls"));
        await CopyAsync(table, engine, emulator, cancellationToken);
        await MeasureAsync(table, "warning the people of fifty", engine, (client, headers) => client.ExpirePromotionsAsync(new ExpirePromotionsRequest(), headers, cancellationToken: cancellationToken).ResponseAsync, report => report.Report);
    }

    private async Task CopyAsync(FigureTable table, BenchedEngine engine, EmulatorProcess emulator, CancellationToken cancellationToken)
    {
        for (var number = Promotions; number < Promotions + Orphans; number++)
        {
            await AddAsync(engine, SomePromotions.Ended(number, emulator.World.Primary), emulator, hasBranch: true, cancellationToken);
        }

        var (rounds, most, longest, deleted) = (0, 0L, 0.0, 0);
        for (MaintenanceReport? report = null; report is null or { Changed: > 0 }; rounds++)
        {
            await emulator.ForgetCallsAsync(cancellationToken);
            var start = Stopwatch.GetTimestamp();
            report = await engine.MaintainAsync(async (client, headers) => (await client.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), headers, cancellationToken: cancellationToken)).Report);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalSeconds);
            deleted += report.Changed;
            most = Math.Max(most, await CallsAsync(emulator, cancellationToken));
        }

        // The last one finds nothing more to do.
        table.Add(new Figure(Name, $"{deleted} orphans with changes to be copied, rounds", rounds - 1, Bound: null, "rounds"));
        table.Add(new Figure(Name, "the round with most calls", most, CallsBound, "calls"));
        table.Add(new Figure(Name, "the longest round", longest, SecondsBound, "s"));
    }

    private static async Task FillAsync(BenchedEngine engine, EmulatorProcess emulator, CancellationToken cancellationToken)
    {
        var now = await engine.Services.GetRequiredService<IStateStore>().NowAsync(cancellationToken);
        for (var number = 0; number < Promotions; number++)
        {
            var promotion = number < Orphans || number >= Promotions / 2 ? SomePromotions.Ended(number, emulator.World.Primary) : SomePromotions.Live(number, emulator.World.Primary);
            promotion = number < Orphans ? promotion with { Status = PromotionStatus.Failed } : promotion;
            promotion = number < Due ? promotion : promotion with { InitiatedAt = now, UpdatedAt = now, StatusSince = now };
            await AddAsync(engine, promotion, emulator, hasBranch: number < Branches, cancellationToken);
        }
    }

    // What an ended promotion wrote is on its branch; nobody reads what the others wrote.
    private static async Task AddAsync(BenchedEngine engine, Promotion promotion, EmulatorProcess emulator, bool hasBranch, CancellationToken cancellationToken)
    {
        var branch = hasBranch ? await emulator.CreateBranchAsync(promotion.BranchName, cancellationToken) : string.Empty;
        if (hasBranch && promotion.Status == PromotionStatus.Withdrawn)
        {
            var written = new List<ComponentResult>();
            foreach (var result in promotion.Results)
            {
                written.Add(result with { ProdComponentId = await emulator.CreateComponentAsync($"{result.Name} {promotion.Id}", branch, Document, cancellationToken) });
            }

            promotion = promotion with { Results = written };
        }

        var commit = new Commit();
        engine.Services.GetRequiredService<PromotionRecords>().Add(commit, promotion with { BranchId = branch }, 0);
        if (hasBranch && !promotion.Status.IsTerminal())
        {
            engine.Services.GetRequiredService<BranchSlots>().Restore(commit, new BranchSlot(promotion.BranchName, promotion.Id, promotion.InitiatedAt));
        }

        (await engine.Services.GetRequiredService<IStateStore>().CommitAsync(commit, cancellationToken)).OrThrow();
    }

    private static async Task<long> CallsAsync(EmulatorProcess emulator, CancellationToken cancellationToken) => (await emulator.CallsAsync(cancellationToken)).Values.Sum();

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

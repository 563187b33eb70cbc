using System.Diagnostics;
using System.Text.Json.Nodes;
using Faults.Tests.Processes;
using PromotionService.V1;

namespace Faults.Tests.Rounds;

/// <summary>Brings the service to rest after a round, by what the schedulers do anyway, and reads what there is then.</summary>
internal sealed class Settlement(Landscape landscape)
{
    private const int Page = 200;

    // It takes seconds; minutes where a machine has other things to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Waits until no run goes on. Answers what does.</summary>
    public Task<string> RunsEndAsync(CancellationToken cancellationToken) => UntilAsync(UnendedAsync, cancellationToken);

    /// <summary>Waits until no run goes on, sweeps, reconciles and sends what waits. Answers what would not come to rest.</summary>
    public Task<string> SettleAsync(CancellationToken cancellationToken) => UntilAsync(UnrestAsync, cancellationToken);

    private async Task<string> UntilAsync(Func<CancellationToken, Task<string>> unrest, CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var left = await unrest(cancellationToken);
            if (left.Length == 0)
            {
                return string.Empty;
            }

            if (since.Elapsed > Patience)
            {
                return FormattableString.Invariant($"not at rest after {Patience.TotalSeconds} s: {left}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task<string> UnendedAsync(CancellationToken cancellationToken)
    {
        await landscape.MaintainAsync((maintenance, headers) => maintenance.RecoverRunsAsync(new RecoverRunsRequest(), headers), cancellationToken);
        var running = await QueryAsync(new JsonObject { ["status"] = "IN_PROGRESS,TEST_DEPLOYING" }, cancellationToken);
        return running.Count == 0 ? string.Empty : $"running {string.Join(", ", running.Select(row => (string?)row["promotionId"]))}; ";
    }

    private async Task<string> UnrestAsync(CancellationToken cancellationToken)
    {
        var running = await UnendedAsync(cancellationToken);
        await landscape.MaintainAsync((maintenance, headers) => maintenance.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), headers), cancellationToken);
        await landscape.MaintainAsync((maintenance, headers) => maintenance.ReconcileSlotsAsync(new ReconcileSlotsRequest(), headers), cancellationToken);
        var outbox = await landscape.MaintainAsync((maintenance, headers) => maintenance.PublishOutboxAsync(new PublishOutboxRequest(), headers), cancellationToken);
        var (_, left) = await LeftAsync(cancellationToken);
        return running.Length == 0 && outbox.Remaining == 0 && left.Count == 0
            ? string.Empty
            : FormattableString.Invariant($"{running}outbox {outbox.Remaining} {string.Join(" ", outbox.Report.Findings)}; {string.Join(" ", left)}");
    }

    /// <summary>The promotions that came since the last call, and their audit.</summary>
    public async Task<IReadOnlyList<SeenPromotion>> NewAsync(CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(new JsonObject(), cancellationToken);
        var found = new List<SeenPromotion>();
        foreach (var row in rows.Where(row => !_seen.Contains((string)row["promotionId"]!)))
        {
            var id = (string)row["promotionId"]!;
            found.Add(new SeenPromotion(id, (string)row["status"]!, (string)row["initiatedBy"]!, await StepsAsync(id, cancellationToken)));
        }

        return found;
    }

    /// <summary>Takes <paramref name="promotions"/> for known: later rounds do not look at them again.</summary>
    public void Forget(IEnumerable<SeenPromotion> promotions) => _seen.UnionWith(promotions.Select(promotion => promotion.Id));

    /// <summary>Whether the audit's chain is whole.</summary>
    public async Task<bool> IsChainIntactAsync(CancellationToken cancellationToken)
    {
        var answer = await landscape.Host.CallAsync("carol", "queryAudit", new JsonObject { ["limit"] = 1 }, string.Empty, cancellationToken);
        return answer.Flag("chainIntact");
    }

    /// <summary>Slots that are taken, and what sweep and reconciliation would still change.</summary>
    public async Task<(int Slots, IReadOnlyList<string> Findings)> LeftAsync(CancellationToken cancellationToken)
    {
        var sweep = await landscape.MaintainAsync((maintenance, headers) => maintenance.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest { DryRun = true }, headers), cancellationToken);
        var slots = await landscape.MaintainAsync((maintenance, headers) => maintenance.ReconcileSlotsAsync(new ReconcileSlotsRequest { DryRun = true }, headers), cancellationToken);
        return (slots.Report.Examined, [.. sweep.Report.Findings, .. slots.Report.Findings]);
    }

    private async Task<IReadOnlyList<JsonObject>> QueryAsync(JsonObject filter, CancellationToken cancellationToken)
    {
        filter["limit"] = Page;
        return (await landscape.Host.CallAsync("carol", "queryStatus", filter, string.Empty, cancellationToken)).Rows("promotions");
    }

    private async Task<IReadOnlyList<AuditedStep>> StepsAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await landscape.Host.CallAsync("carol", "queryAudit", new JsonObject { ["promotionId"] = id, ["limit"] = Page }, string.Empty, cancellationToken);
        return
        [
            .. answer.Rows("entries")
                .Select(row => new AuditedStep((int)row["sequence"]!, (string)row["act"]!, (string)row["before"]!, (string)row["after"]!, (string)row["actor"]!))
                .OrderBy(step => step.Sequence),
        ];
    }
}

using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Audit;

/// <summary>The gRPC face of the audit.</summary>
internal sealed class AuditService(
    AccessRules access, AuditLog log, PromotionRecords records, PromotionVisibility visibility, CallerReader callers) : PromotionService.V1.Audit.AuditBase
{
    /// <inheritdoc/>
    public override async Task<QueryAuditResponse> QueryAudit(QueryAuditRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        var page = Paging.Read(request.HasLimit ? request.Limit : null, request.Offset);
        var filter = new AuditFilter
        {
            PromotionId = request.PromotionId.Length > 0 ? new PromotionId(request.PromotionId) : null,
            Actor = request.Actor.Length > 0 ? request.Actor : null,
            From = WireInstant.Parse(request.StartDate),
            Until = WireInstant.Parse(request.EndDate),
            Visible = await VisibleToAsync(caller, context.CancellationToken),
        };
        var answer = await log.QueryAsync(filter, page.Offset, page.Limit, context.CancellationToken);
        return new QueryAuditResponse
        {
            Success = true,
            ChainIntact = answer.Chain.IsIntact,
            TotalCount = answer.TotalCount,
            Entries = { answer.Records.Select(ToMessage) },
        };
    }

    // Admins see everything, others what was done to promotions that they may see.
    private async Task<Func<AuditEvent, bool>?> VisibleToAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Tier == Tier.Admin)
        {
            return null;
        }

        var maySee = await visibility.ForAsync(caller, cancellationToken);
        var seen = (await records.ListByTimeAsync(IndexRange.All, cancellationToken))
            .Select(stored => stored.Promotion)
            .Where(maySee)
            .Select(promotion => promotion.Id)
            .ToHashSet();
        return entry => entry.PromotionId is { } id && seen.Contains(id);
    }

    private static AuditEntry ToMessage(AuditRecord record) => new()
    {
        Sequence = (int)record.Sequence,
        At = WireInstant.Format(record.Event.At),
        Actor = record.Event.AssertedBy.Length == 0 ? record.Event.Actor : $"{record.Event.Actor} (asserted by {record.Event.AssertedBy})",
        Act = record.Event.Act,
        PromotionId = record.Event.PromotionId?.Value ?? string.Empty,
        Before = record.Event.Before,
        After = record.Event.After,
        Client = record.Event.Client,
    };
}

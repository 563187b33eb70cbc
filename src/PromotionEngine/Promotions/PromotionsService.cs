using Contract.Calls;
using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Packages;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>The gRPC face of promotions.</summary>
internal sealed class PromotionsService(
    AccessRules access, PromotionExecution execution, PromotionWithdrawal withdrawal, PromotionQueries queries, IdempotentCalls calls, CallerReader callers) : PromotionService.V1.Promotions.PromotionsBase
{
    /// <inheritdoc/>
    public override async Task<ExecutePromotionResponse> ExecutePromotion(ExecutePromotionRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        if (caller.Person.Email.Length == 0 && caller.Person.Subject.Length == 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, "The request names nobody who promotes. Send promotionMetadata.requestedBy or userEmail.");
        }

        var account = new AccountId(request.DevAccountId);
        var order = ToOrder(request, account);
        if (request.DryRun)
        {
            await access.RequireAccountAsync(caller, account, context.CancellationToken);
            return await execution.DryRunAsync(order, context.CancellationToken);
        }

        var respondAsync = string.Equals(context.RequestHeaders.GetValue(CallMetadata.RespondAsync), "true", StringComparison.Ordinal);
        var start = new StartRequest(caller, order.IsHotfix, calls.Read(context, caller, "executePromotion", request))
        {
            Admit = token => access.RequireAccountAsync(caller, account, token),
        };
        var answer = await execution.ExecuteAsync(order, start, waitForEnd: !respondAsync, context.CancellationToken);
        if (answer.IsRunning)
        {
            context.ResponseTrailers.Add(CallMetadata.Accepted, "true");
        }

        return answer.Response;
    }

    /// <inheritdoc/>
    public override async Task<WithdrawPromotionResponse> WithdrawPromotion(WithdrawPromotionRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return await withdrawal.WithdrawAsync(caller, new PromotionId(request.PromotionId), request.Reason, KeyedAct.Of(context), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<QueryStatusResponse> QueryStatus(QueryStatusRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return await queries.QueryAsync(caller, ToQuery(request), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<GetPromotionProgressResponse> GetPromotionProgress(GetPromotionProgressRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return await queries.ProgressAsync(caller, new PromotionId(request.PromotionId), context.CancellationToken);
    }

    private static PromotionOrder ToOrder(ExecutePromotionRequest request, AccountId account)
    {
        var metadata = request.PromotionMetadata;
        return new PromotionOrder(
            account,
            [.. request.Components.Select(component => new ComponentId(component.ComponentId))],
            metadata is { DevPackageId.Length: > 0 } ? new PackageId(metadata.DevPackageId) : null,
            metadata?.IsHotfix ?? false);
    }

    private static StatusQuery ToQuery(QueryStatusRequest request)
    {
        if (request.QueryType == "byProcess" && request.ProcessName.Length == 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, "queryType byProcess needs processName.");
        }

        if (request.QueryType == "byComponent" && request.ComponentId.Length == 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, "queryType byComponent needs componentId.");
        }

        var page = Paging.Read(request.HasLimit ? request.Limit : null, request.Offset);
        return new StatusQuery
        {
            ProcessName = request.QueryType == "byComponent" ? string.Empty : request.ProcessName,
            ComponentId = request.QueryType == "byProcess" ? string.Empty : request.ComponentId,
            From = WireInstant.Parse(request.StartDate),
            To = WireInstant.Parse(request.EndDate),
            PromotionId = request.PromotionId,
            DevAccountId = request.DevAccountId,
            InitiatedBy = Person.NormalizeEmail(request.InitiatedBy),
            Statuses = StatusQuery.ParseStatuses(request.Status, request.ReviewStage),
            Limit = page.Limit,
            Offset = page.Offset,
        };
    }
}

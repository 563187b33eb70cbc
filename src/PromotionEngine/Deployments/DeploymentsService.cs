using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The gRPC face of deployments.</summary>
internal sealed class DeploymentsService(
    AccessRules access,
    DeploymentExecution execution,
    IdempotentCalls calls,
    TestDeployments tests,
    IntegrationPackList packs,
    ReleaseStatusQuery releases,
    CallerReader callers)
    : PromotionService.V1.Deployments.DeploymentsBase
{
    /// <inheritdoc/>
    public override async Task<PackageAndDeployResponse> PackageAndDeploy(PackageAndDeployRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        var respondAsync = string.Equals(context.RequestHeaders.GetValue(CallMetadata.RespondAsync), "true", StringComparison.Ordinal);
        var call = calls.Read(context, caller, DeploymentExecution.ActionName, request);
        var (response, isRunning) = await execution.ExecuteAsync(caller, request, call, waitForEnd: !respondAsync, context.CancellationToken);
        if (isRunning)
        {
            context.ResponseTrailers.Add(CallMetadata.Accepted, "true");
        }

        return response;
    }

    /// <inheritdoc/>
    public override async Task<QueryTestDeploymentsResponse> QueryTestDeployments(QueryTestDeploymentsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        var listed = await tests.ListAsync(caller, request.DevAccountId, Person.NormalizeEmail(request.InitiatedBy), context.CancellationToken);
        return new QueryTestDeploymentsResponse { Success = true, TestDeployments = { listed } };
    }

    /// <inheritdoc/>
    public override async Task<CancelTestDeploymentResponse> CancelTestDeployment(CancelTestDeploymentRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        AccessRules.RequirePerson(caller, "userEmail");
        access.RequireContributor(caller);
        return await tests.CancelAsync(caller, new PromotionId(request.PromotionId), KeyedAct.Of(context), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<ListIntegrationPacksResponse> ListIntegrationPacks(ListIntegrationPacksRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        var purpose = request.PackPurpose switch
        {
            "TEST" => PackPurpose.Test,
            "PRODUCTION" => PackPurpose.Production,
            _ => PackPurpose.All,
        };
        var listing = await packs.ListAsync(request.SuggestForProcess, purpose, context.CancellationToken);
        return new ListIntegrationPacksResponse
        {
            Success = true,
            IntegrationPacks =
            {
                listing.Packs.Select(pack => new IntegrationPack
                {
                    PackId = pack.Id.Value,
                    PackName = pack.Name,
                    PackDescription = pack.Description,
                    InstallationType = pack.InstallationType,
                }),
            },
            SuggestedPackId = listing.Suggested?.Id.Value ?? string.Empty,
            SuggestedPackName = listing.Suggested?.Name ?? string.Empty,
        };
    }

    /// <inheritdoc/>
    public override async Task<CheckReleaseStatusResponse> CheckReleaseStatus(CheckReleaseStatusRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        var found = await releases.FindAsync(caller, new PromotionId(request.PromotionId), request.ReleaseType, context.CancellationToken);
        return new CheckReleaseStatusResponse { Success = true, Releases = { found } };
    }
}

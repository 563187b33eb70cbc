using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The gRPC face of deployments.</summary>
internal sealed class DeploymentsService(AccessRules access, DeploymentExecution execution, TestDeployments tests, CallerReader callers)
    : PromotionService.V1.Deployments.DeploymentsBase
{
    /// <inheritdoc/>
    public override async Task<PackageAndDeployResponse> PackageAndDeploy(PackageAndDeployRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        var respondAsync = string.Equals(context.RequestHeaders.GetValue(CallMetadata.RespondAsync), "true", StringComparison.Ordinal);
        var (response, isRunning) = await execution.ExecuteAsync(caller, request, call: null, waitForEnd: !respondAsync, context.CancellationToken);
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
        return await tests.CancelAsync(caller, new PromotionId(request.PromotionId), context.CancellationToken);
    }
}

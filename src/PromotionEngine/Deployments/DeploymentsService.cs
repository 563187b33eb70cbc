using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The gRPC face of deployments.</summary>
internal sealed class DeploymentsService(AccessRules access, TestDeployments tests, CallerReader callers) : PromotionService.V1.Deployments.DeploymentsBase
{
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

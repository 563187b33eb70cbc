using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The gRPC face of deployments.</summary>
internal sealed class DeploymentsService(DeploymentExecution execution, CallerReader callers) : PromotionService.V1.Deployments.DeploymentsBase
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
}

using PromotionEngine.Accounts;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The way of a deployment from the request to its answer: admit, begin, wait. The run belongs to the engine: a caller who hangs up does not stop it.</summary>
internal sealed class DeploymentExecution(DeploymentAdmission admission, DeploymentStarter starter, RunWaiter waiter)
{
    /// <summary>Name of the action.</summary>
    public const string ActionName = "packageAndDeploy";

    /// <summary>Deploys.</summary>
    /// <param name="caller">Who deploys.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="call">What makes the call repeatable; null when its caller sent no key.</param>
    /// <param name="waitForEnd">Whether to answer when the deployment has ended, not as soon as it has begun.</param>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    /// <returns>The answer, and whether the deployment goes on after it.</returns>
    public async Task<(PackageAndDeployResponse Response, bool IsRunning)> ExecuteAsync(
        Caller caller, PackageAndDeployRequest request, IdempotentCall? call, bool waitForEnd, CancellationToken cancellationToken)
    {
        while (true)
        {
            var order = await admission.AdmitAsync(caller, request, cancellationToken);
            if (await starter.StartAsync(caller, order, call, cancellationToken) is { } started)
            {
                var id = order.Promotion.Promotion.Id;
                var promotion = waitForEnd ? await waiter.UntilEndedAsync(id, started.Ended, cancellationToken) : await waiter.GetAsync(id, cancellationToken);
                return (promotion.ToDeploymentResponse(), promotion.HasRun);
            }
        }
    }
}

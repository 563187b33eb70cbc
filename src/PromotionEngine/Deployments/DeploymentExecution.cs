using PromotionEngine.Accounts;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionService.V1;

namespace PromotionEngine.Deployments;

/// <summary>The way of a deployment from the request to its answer: admit, begin, wait. The run belongs to the engine: a caller who hangs up does not stop it.</summary>
internal sealed class DeploymentExecution(DeploymentAdmission admission, DeploymentStarter starter, RunWaiter waiter, RunHost host, RunCalls calls)
{
    /// <summary>Name of the action.</summary>
    public const string ActionName = "packageAndDeploy";

    /// <summary>Deploys.</summary>
    /// <param name="caller">Who deploys.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="call">What makes the call repeatable; null when its caller sent no key.</param>
    /// <param name="waitForEnd">Whether to answer when the deployment has ended, not as soon as it has begun.</param>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    public Task<RunAnswer<PackageAndDeployResponse>> ExecuteAsync(
        Caller caller, PackageAndDeployRequest request, IdempotentCall? call, bool waitForEnd, CancellationToken cancellationToken) =>
        calls.ExecuteAsync(call, new Call(this, caller, request, call, waitForEnd), cancellationToken);

    // The promotion may have moved on between our look at it and the commit: then it is looked at again.
    private async Task<RunBegun<PackageAndDeployResponse>> BeginAsync(Caller caller, PackageAndDeployRequest request, IdempotentCall? call, CancellationToken cancellationToken)
    {
        var order = await admission.AdmitAsync(caller, request, cancellationToken);
        return await starter.StartAsync(caller, order, call, cancellationToken) is { } started
            ? new(DeploymentReference.Write(order.Promotion.Promotion.Id, started.Attempt), started.Ended, null)
            : new(string.Empty, null, null);
    }

    private async Task<bool> IsRunningAsync(string reference, CancellationToken cancellationToken)
    {
        var (id, attempt) = DeploymentReference.Read(reference);
        var promotion = await waiter.GetAsync(id, cancellationToken);
        return promotion.HasRun && promotion.Deployment?.Attempt == attempt;
    }

    private async Task<RunAnswer<PackageAndDeployResponse>> AnswerAsync(string reference, Task ended, bool waitForEnd, CancellationToken cancellationToken)
    {
        var (id, _) = DeploymentReference.Read(reference);
        var promotion = waitForEnd ? await waiter.UntilEndedAsync(id, ended, cancellationToken) : await waiter.GetAsync(id, cancellationToken);
        return new(promotion.ToDeploymentResponse(), promotion.HasRun);
    }

    private sealed class Call(DeploymentExecution execution, Caller caller, PackageAndDeployRequest request, IdempotentCall? call, bool waitForEnd) : IRunCall<PackageAndDeployResponse>
    {
        public Task<RunBegun<PackageAndDeployResponse>> BeginAsync(CancellationToken cancellationToken) => execution.BeginAsync(caller, request, call, cancellationToken);

        public Task EndOf(string reference) => execution.EndOf(DeploymentReference.Read(reference).Promotion);

        public Task<bool> IsRunningAsync(string reference, CancellationToken cancellationToken) => execution.IsRunningAsync(reference, cancellationToken);

        public Task<RunAnswer<PackageAndDeployResponse>> AnswerAsync(string reference, Task ended, CancellationToken cancellationToken) =>
            execution.AnswerAsync(reference, ended, waitForEnd, cancellationToken);
    }

    private Task EndOf(PromotionId id) => host.EndOf(id);
}

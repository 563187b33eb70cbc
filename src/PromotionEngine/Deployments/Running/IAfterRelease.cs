using PromotionEngine.Promotions;

namespace PromotionEngine.Deployments.Running;

/// <summary>Something that follows a deployment to production and does not decide on it.</summary>
internal interface IAfterRelease
{
    /// <summary>Does it. A failure becomes a warning of the deployment.</summary>
    /// <param name="promotion">The promotion as released.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task RunAsync(Promotion promotion, CancellationToken cancellationToken);
}

using PromotionEngine.Promotions;

namespace PromotionEngine.Deployments.Running;

/// <summary>Something that follows a deployment to production and does not decide on it.</summary>
internal interface IAfterRelease
{
    /// <summary>Does it. A failure becomes a warning of the deployment.</summary>
    /// <param name="promotion">The promotion as released.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What could not be done, in sentences for people; empty when all is well.</returns>
    Task<IReadOnlyList<string>> RunAsync(Promotion promotion, CancellationToken cancellationToken);
}

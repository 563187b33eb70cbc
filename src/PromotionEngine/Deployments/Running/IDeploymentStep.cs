namespace PromotionEngine.Deployments.Running;

/// <summary>
/// A step of a deployment. Running it again does no harm: it looks at what the record, the journal and the platform have before it does anything.
/// </summary>
internal interface IDeploymentStep
{
    /// <summary>What the step does, for progress and logs.</summary>
    string Name { get; }

    /// <summary>Does the step.</summary>
    Task RunAsync(DeploymentRun run, CancellationToken cancellationToken);
}

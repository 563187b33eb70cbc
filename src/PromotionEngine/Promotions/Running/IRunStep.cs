namespace PromotionEngine.Promotions.Running;

/// <summary>
/// A step of a run. Running it again does no harm: it looks at what the journal and the platform have before it does anything.
/// </summary>
internal interface IRunStep
{
    /// <summary>What the step does, for progress and logs.</summary>
    string Name { get; }

    /// <summary>Does the step.</summary>
    Task RunAsync(PromotionRun run, CancellationToken cancellationToken);
}

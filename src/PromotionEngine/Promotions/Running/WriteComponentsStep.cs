using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Writes the components, each as soon as everything that it needs exists, several at a time. One that fails takes those that depend on it along;
/// independent ones go on, so that one run tells as much as it can.
/// </summary>
internal sealed class WriteComponentsStep(ComponentWriter writer, RunOptions options) : IRunStep
{
    /// <inheritdoc/>
    public string Name => "Writing components";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var nodes = run.Plan.Promoted.ToDictionary(node => node.Id);
        var graph = run.Plan.Tree.PromotedGraph();
        var writes = run.Plan.Writes();
        var finished = writes.ToDictionary(write => write.Id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var gate = new SemaphoreSlim(options.MaxParallelWrites);
        await Task.WhenAll(writes.Select(write => WriteAsync(write)));
        SkipDependants(run, nodes, graph);
        // Where a member of the cycle was lost there is nothing to refer to; the run is undone anyway.
        foreach (var write in writes.Where(write => write.LeftOut.Count > 0 && !write.LeftOut.Append(write.Id).Any(id => IsLost(run.Results[id]))))
        {
            await AttemptAsync(run, nodes[write.Id], () => writer.CompleteAsync(run, nodes[write.Id], cancellationToken), cancellationToken);
        }

        ThrowWhenIncomplete(run);

        async Task WriteAsync(PlannedWrite write)
        {
            try
            {
                await Task.WhenAll(write.WaitsFor.Select(needed => finished[needed].Task));
                await gate.WaitAsync(cancellationToken);
                try
                {
                    await WriteOrSkipAsync(run, nodes, graph, write, cancellationToken);
                }
                finally
                {
                    gate.Release();
                }

                finished[write.Id].SetResult();
            }
            catch (Exception exception)
            {
                finished[write.Id].TrySetException(exception);
                throw;
            }
        }
    }

    private async Task WriteOrSkipAsync(
        PromotionRun run, Dictionary<ComponentId, DependencyNode> nodes, ReferenceGraph graph, PlannedWrite write, CancellationToken cancellationToken)
    {
        var node = nodes[write.Id];
        if (graph.ReferencesOf(node.Id).FirstOrDefault(needed => run.Results.TryGetValue(needed, out var result) && IsLost(result)) is { Value: not null } lost)
        {
            run.Results[node.Id] = Result(run, node, ComponentResult.Skipped, $"Not tried, because {nodes[lost].Name} ({lost}) could not be promoted.");
            return;
        }

        if (run.IsWithdrawn)
        {
            run.Stop ??= PromotionRunner.Withdrawn();
        }

        if (run.Stop is { } stop)
        {
            run.Results[node.Id] = Result(run, node, ComponentResult.Skipped, $"Not tried: {stop.Message}");
            return;
        }

        await AttemptAsync(run, node, () => writer.WriteAsync(run, node, write.LeftOut, cancellationToken), cancellationToken);
    }

    // A component that only updates does not wait for what it refers to, so it may have been written before that failed.
    private static void SkipDependants(PromotionRun run, Dictionary<ComponentId, DependencyNode> nodes, ReferenceGraph graph)
    {
        bool more;
        do
        {
            more = false;
            foreach (var node in nodes.Values.Where(node => run.Results.TryGetValue(node.Id, out var result) && !IsLost(result)))
            {
                var lost = graph.ReferencesOf(node.Id).FirstOrDefault(needed => run.Results.TryGetValue(needed, out var other) && IsLost(other));
                if (lost.Value is not null)
                {
                    run.Results[node.Id] = Result(run, node, ComponentResult.Skipped, $"Taken back, because {nodes[lost].Name} ({lost}) could not be promoted.");
                    more = true;
                }
            }
        }
        while (more);
    }

    private static async Task AttemptAsync(PromotionRun run, DependencyNode node, Func<Task<ComponentResult>> write, CancellationToken cancellationToken)
    {
        try
        {
            run.Results[node.Id] = await write();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FailureTranslation.Translate(exception) is { } failure)
        {
            run.Results[node.Id] = Result(run, node, ComponentResult.Failed, failure.Message);
            if (StopsTheRun(exception))
            {
                run.Stop ??= failure;
            }
        }
    }

    // Credentials that are refused, and a platform that stays busy after the retries, will not serve the next component either.
    private static bool StopsTheRun(Exception exception) =>
        exception is PlatformException { Kind: PlatformErrorKind.AuthFailed or PlatformErrorKind.Busy or PlatformErrorKind.BranchDeleted };

    private static bool IsLost(ComponentResult result) => result.Action is ComponentResult.Failed or ComponentResult.Skipped;

    private static ComponentResult Result(PromotionRun run, DependencyNode node, string action, string message) =>
        new(node.Id.Value, run.TargetOf(node.Id).ProdComponentId, node.Name, node.Type, action, 0) { ErrorMessage = message };

    private static void ThrowWhenIncomplete(PromotionRun run)
    {
        if (run.Stop is { } stop)
        {
            throw stop;
        }

        var failed = run.Results.Values.Where(result => result.Action == ComponentResult.Failed).OrderBy(result => result.Name, StringComparer.Ordinal).ToList();
        if (failed.Count == 0)
        {
            return;
        }

        var names = failed.Select(result => $"{result.Name} ({result.DevComponentId}): {result.ErrorMessage}");
        throw new PromotionFailure(ErrorCodes.PromotionFailed, $"{failed.Count} of {run.Plan.Promoted.Count} components could not be promoted. {string.Join(' ', names.Take(5))}");
    }
}

using System.Runtime.ExceptionServices;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Everything that writing needs: the branch, what it inherits, the folders. Folders and production's documents do not wait for the branch to become ready,
/// unless it starts from another promotion's branch, where a refusal changes the plan.
/// </summary>
internal sealed class PrepareStep(CreateBranchStep branch, LoadInheritedStep inherited, EnsureFoldersStep folders) : IRunStep
{
    /// <inheritdoc/>
    public string Name => "Preparing branch and folders";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        if (run.Plan.Superseded is not null)
        {
            await branch.RunAsync(run, cancellationToken);
            await AllAsync(inherited.RunAsync(run, cancellationToken), folders.RunAsync(run, cancellationToken));
            return;
        }

        await AllAsync(branch.RunAsync(run, cancellationToken), inherited.RunAsync(run, cancellationToken), folders.RunAsync(run, cancellationToken));
    }

    // Who lost the lease, or the store, must not undo anything, whatever else went wrong at the same time.
    private static async Task AllAsync(params Task[] parts)
    {
        var all = Task.WhenAll(parts);
        try
        {
            await all;
        }
        catch (Exception) when (all.Exception?.InnerExceptions.FirstOrDefault(exception => !PromotionRunner.IsOfTheRun(exception)) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}

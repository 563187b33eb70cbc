using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Creates the run's branch, from main or from the branch of the promotion that it supersedes, and waits until it is ready. The record named the
/// branch before, so that a branch whose creator died is found by its name.
/// </summary>
internal sealed class CreateBranchStep(RunRecords records, WriteJournal journal, PromotionPlanner planner, RunOptions options, BranchOptions branches, TimeProvider time) : IRunStep
{
    /// <inheritdoc/>
    public string Name => "Creating the branch";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var branch = await run.Platform.Branches.FindByNameAsync(run.Primary, run.Promotion.BranchName, cancellationToken)
            ?? (run.Promotion.BranchId.Length == 0
                ? await CreateAsync(run, cancellationToken)
                : throw Deleted(run.Promotion.BranchName));
        if (run.Promotion.BranchId != branch.Id.Value)
        {
            await records.ChangeAsync(run, promotion => promotion with { BranchId = branch.Id.Value }, cancellationToken);
        }

        await WaitUntilReadyAsync(run, branch, cancellationToken);
    }

    private async Task<Branch> CreateAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        if (run.Plan.Superseded is { BranchId.Length: > 0 } superseded)
        {
            try
            {
                return await CreateFromAsync(run, new BranchId(superseded.BranchId), cancellationToken);
            }
            catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.Refused or PlatformErrorKind.BranchDeleted)
            {
                // Whether the platform makes a branch of a branch is not documented; from main the run creates anew what only that branch had.
                run.Replan(await planner.FromMainAsync(run.Platform, run.Plan, cancellationToken));
                await journal.ReplanAsync(run, cancellationToken);
            }
        }

        var main = await run.Platform.Branches.MainAsync(run.Primary, cancellationToken);
        try
        {
            return await CreateFromAsync(run, main.Id, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.Refused)
        {
            throw await RefusedAsync(run, exception, cancellationToken);
        }
    }

    // A creation whose answer was lost may take effect after we looked for the branch: then it is the second one that is refused.
    private static async Task<Branch> CreateFromAsync(PromotionRun run, BranchId parent, CancellationToken cancellationToken)
    {
        try
        {
            return await run.Platform.Branches.CreateAsync(run.Primary, parent, run.Promotion.BranchName, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.Refused)
        {
            if (await run.Platform.Branches.FindByNameAsync(run.Primary, run.Promotion.BranchName, cancellationToken) is { } made)
            {
                return made;
            }

            throw;
        }
    }

    // The words at the limit are not documented, so the branches are counted. Whether main is one of those that the platform counts is not documented either.
    private async Task<PromotionFailure> RefusedAsync(PromotionRun run, PlatformException exception, CancellationToken cancellationToken)
    {
        var standing = (await run.Platform.Branches.ListAsync(run.Primary, cancellationToken)).Count;
        var refusal = $"Boomi refused to create branch {run.Promotion.BranchName}: {exception.Message}";
        return standing >= branches.HardLimit
            ? new PromotionFailure(ErrorCodes.BranchLimitReached, $"{refusal} The account has {standing} branches. Withdraw a promotion to free a branch, or ask Boomi to raise the account's limit.")
            : new PromotionFailure(ErrorCodes.PromotionFailed, $"{refusal} Correct what Boomi names and promote again.");
    }

    private async Task WaitUntilReadyAsync(PromotionRun run, Branch branch, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time, options.BranchReadyTimeout);
        var current = branch;
        while (!current.Ready)
        {
            if (!await backOff.WaitAsync(cancellationToken))
            {
                throw new PromotionFailure(ErrorCodes.BranchCreationTimeout, $"Branch {branch.Name} was not ready after {options.BranchReadyTimeout.TotalSeconds:0.#} seconds (stage {current.Stage}). Try again.");
            }

            current = await run.Platform.Branches.GetAsync(run.Primary, branch.Id, cancellationToken)
                ?? throw Deleted(branch.Name);
        }
    }

    private static PromotionFailure Deleted(string branch) =>
        new(ErrorCodes.PromotionFailed, $"Branch {branch} was deleted while the run was going on. Promote again.");
}

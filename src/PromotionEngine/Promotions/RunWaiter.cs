using Contract.Errors;
using PromotionEngine.Failures;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Waits for the end of a run, whichever engine it goes on in: a caller gets the answer also when its run changed engines.</summary>
internal sealed class RunWaiter(PromotionRecords records, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The promotion as its run left it.</summary>
    /// <param name="id">The promotion.</param>
    /// <param name="ended">Ends when the run ends in this engine; ended when it goes on elsewhere.</param>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    public async Task<Promotion> UntilEndedAsync(PromotionId id, Task ended, CancellationToken cancellationToken)
    {
        await ended.WaitAsync(cancellationToken);
        for (var pause = FirstPause; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            var promotion = await GetAsync(id, cancellationToken);
            if (!promotion.HasRun)
            {
                return promotion;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>The promotion as it is now.</summary>
    public async Task<Promotion> GetAsync(PromotionId id, CancellationToken cancellationToken) => (await records.GetAsync(id, cancellationToken))?.Promotion
        ?? throw new PromotionFailure(ErrorCodes.InternalError, $"The working copy of promotion {id} is gone from the store. Ask the operator to look at the store.");
}

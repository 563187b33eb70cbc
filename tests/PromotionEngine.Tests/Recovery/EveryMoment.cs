namespace PromotionEngine.Tests.Recovery;

/// <summary>Does the same at every moment of something, a few at a time.</summary>
internal static class EveryMoment
{
    /// <summary>What <paramref name="at"/> answers at each moment, in their order.</summary>
    /// <param name="moments">How many there are.</param>
    /// <param name="at">Done for each, counted from 1.</param>
    public static async Task<IReadOnlyList<T>> OfAsync<T>(int moments, Func<int, Task<T>> at)
    {
        using var gate = new SemaphoreSlim(4);
        return await Task.WhenAll(Enumerable.Range(1, moments).Select(async moment =>
        {
            await gate.WaitAsync();
            try
            {
                return await Task.Run(() => at(moment));
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    /// <summary>What went wrong, where something did.</summary>
    /// <param name="moments">How many there are.</param>
    /// <param name="at">Done for each, counted from 1; answers what went wrong, or nothing.</param>
    public static async Task<IReadOnlyList<string>> FailuresAsync(int moments, Func<int, Task<string>> at)
    {
        var failures = await OfAsync(moments, async moment =>
        {
            try
            {
                return await at(moment);
            }
            catch (TimeoutException exception)
            {
                return $"Moment {moment}: {exception.Message}";
            }
        });
        await TestContext.Out.WriteLineAsync($"{moments} moments");
        return [.. failures.Where(failure => failure.Length > 0)];
    }
}

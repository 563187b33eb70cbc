namespace PromotionEngine.Promotions.Running;

/// <summary>Waits between two looks at something that takes its time on the platform: 250 ms at first, half as long again each time, at most 5 s.</summary>
internal sealed class BackOff(TimeProvider time, TimeSpan limit)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the next look; false when the limit is used up.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var left = limit - time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        await Task.Delay(_next < left ? _next : left, time, cancellationToken);
        _next = TimeSpan.FromTicks(Math.Min(_next.Ticks * 3 / 2, Longest.Ticks));
        return true;
    }
}

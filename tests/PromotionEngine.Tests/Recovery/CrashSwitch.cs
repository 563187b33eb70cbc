namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// Kills an engine at a chosen moment: from then on nothing that it does reaches the store or the platform, and nothing that it waits for comes, as
/// when its process is gone. Moments are counted: one before and one after each exchange with the store or the platform.
/// </summary>
internal sealed class CrashSwitch(int moment) : IDisposable
{
    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _armed;
    private int _moments;

    /// <summary>Moments that came by.</summary>
    public int Moments => Volatile.Read(ref _moments);

    /// <summary>Ends when the engine is killed.</summary>
    public Task Dead => _dead.Task;

    /// <summary>What the engine was about to do, or had just done, when it was killed.</summary>
    public string Where { get; private set; } = string.Empty;

    /// <summary>Is told of every moment once the switch is armed.</summary>
    public Action<string>? Passing { get; init; }

    /// <summary>Begins to count: what an engine does while it starts is not of interest.</summary>
    public void Arm() => Volatile.Write(ref _armed, 1);

    /// <summary>An exchange and the moments on both sides of it.</summary>
    public async Task<T> PassAsync<T>(string what, Func<Task<T>> exchange)
    {
        await MomentAsync($"before {what}");
        var result = await exchange();
        await MomentAsync($"after {what}");
        return result;
    }

    /// <summary>An exchange that only reads: no moment of its own, but a dead engine reads nothing.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> exchange)
    {
        await BlockAsync();
        return await exchange();
    }

    /// <summary>Lets everything that hangs end in a cancellation.</summary>
    public void Dispose() => _never.TrySetCanceled();

    private async Task MomentAsync(string where)
    {
        await BlockAsync();
        if (Volatile.Read(ref _armed) == 0)
        {
            return;
        }

        Passing?.Invoke(where);
        if (Interlocked.Increment(ref _moments) == moment)
        {
            Where = where;
            _dead.TrySetResult();
        }

        await BlockAsync();
    }

    private Task BlockAsync() => _dead.Task.IsCompleted ? _never.Task : Task.CompletedTask;
}

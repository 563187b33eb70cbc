namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// Ends a process with SIGKILL at the n-th moment that the proxies around an engine see: the engine's own, or Redis. Moments are counted from <see cref="Arm"/> on:
/// what an engine does while it starts is not of interest.
/// </summary>
internal sealed class ProcessKill(int moment, bool isOfRedis = false)
{
    private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<string> _moments = [];
    private Action? _kill;

    /// <summary>Ends when the process is gone.</summary>
    public Task Dead => _dead.Task;

    /// <summary>What came by, in order.</summary>
    public IReadOnlyList<string> Moments
    {
        get
        {
            lock (_lock)
            {
                return [.. _moments];
            }
        }
    }

    /// <summary>Begins to count; <paramref name="kill"/> ends the process.</summary>
    public void Arm(Action kill)
    {
        lock (_lock)
        {
            _kill = kill;
        }
    }

    /// <summary>
    /// A moment comes by. Returns false when the process has been killed at it and what was on its way goes no further; a call of the platform does go on when it was
    /// Redis that died.
    /// </summary>
    public bool Pass(string where)
    {
        lock (_lock)
        {
            if (_kill is null || _dead.Task.IsCompleted)
            {
                return true;
            }

            _moments.Add(where);
            if (_moments.Count != moment)
            {
                return true;
            }

            _kill();
            _dead.TrySetResult();
            return isOfRedis && !where.EndsWith(" commit", StringComparison.Ordinal);
        }
    }
}

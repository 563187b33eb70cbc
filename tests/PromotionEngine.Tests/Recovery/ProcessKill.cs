namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// Ends an engine's process with SIGKILL at the n-th moment that the proxies around it see. Moments are counted from <see cref="Arm"/> on:
/// what an engine does while it starts is not of interest.
/// </summary>
internal sealed class ProcessKill(int moment)
{
    private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<string> _moments = [];
    private EngineProcess? _engine;

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

    /// <summary>Begins to count.</summary>
    public void Arm(EngineProcess engine)
    {
        lock (_lock)
        {
            _engine = engine;
        }
    }

    /// <summary>A moment comes by. Returns false when the process has been killed at it: what was on its way goes no further.</summary>
    public bool Pass(string where)
    {
        lock (_lock)
        {
            if (_engine is null || _dead.Task.IsCompleted)
            {
                return true;
            }

            _moments.Add(where);
            if (_moments.Count != moment)
            {
                return true;
            }

            _engine.Kill();
            _dead.TrySetResult();
            return false;
        }
    }
}

using System.Collections.Concurrent;

namespace Schedulers.Tests;

/// <summary>The calls that a scripted engine got, and what it answers.</summary>
internal sealed class EngineCalls
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(string Name, int Count, TaskCompletionSource Reached)> _waits = [];

    /// <summary>Whom each call says it comes from.</summary>
    public ConcurrentQueue<string> Callers { get; } = new();

    /// <summary>How many of the first outbox calls fail.</summary>
    public int Failing { get; init; }

    /// <summary>How many of the first calls of the sweep are not answered before <see cref="LetGo"/>.</summary>
    public int Hanging { get; init; }

    /// <summary>Ends when the hanging calls are let go.</summary>
    public Task Released => _released.Task;

    /// <summary>How many calls of <paramref name="name"/> there were.</summary>
    public int Of(string name) => _counts.GetValueOrDefault(name);

    /// <summary>Answers the calls that hang.</summary>
    public void LetGo() => _released.TrySetResult();

    /// <summary>A task that ends when there were <paramref name="count"/> calls of <paramref name="name"/>.</summary>
    public Task UntilAsync(string name, int count)
    {
        lock (_lock)
        {
            if (Of(name) >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((name, count, reached));
            return reached.Task;
        }
    }

    /// <summary>Counts a call; answers its number, from 1.</summary>
    public int Note(string name, string caller)
    {
        Callers.Enqueue(caller);
        lock (_lock)
        {
            var count = _counts.AddOrUpdate(name, 1, (_, before) => before + 1);
            foreach (var wait in _waits.Where(wait => wait.Name == name && wait.Count <= count))
            {
                wait.Reached.TrySetResult();
            }

            return count;
        }
    }
}

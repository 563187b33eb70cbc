using System.Collections.Concurrent;

namespace PromotionEngine.Scripts;

/// <summary>
/// A thread for what is read from a compiler. Pipes are read by blocking; on the few threads that everything else shares, each compiler would hold one
/// or two of them, and on a small machine requests would wait for new ones to be made.
/// </summary>
internal sealed class CompilerThread : IDisposable
{
    private const int StackBytes = 256 * 1024;

    private readonly BlockingCollection<Action> _work = [];

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name, as debuggers show it.</param>
    public CompilerThread(string name) => new Thread(Work, StackBytes) { IsBackground = true, Name = name }.Start();

    /// <summary>Does something on the thread, after what it was given before.</summary>
    /// <exception cref="ObjectDisposedException">It was ended.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    /// <summary>Does something on the thread whose end nobody waits for. That the compiler ended meanwhile is no failure of it.</summary>
    /// <exception cref="ObjectDisposedException">It was ended.</exception>
    public void Post(Action work)
    {
        try
        {
            _work.Add(work);
        }
        catch (InvalidOperationException exception)
        {
            throw new ObjectDisposedException("The thread of this compiler was ended.", exception);
        }
    }

    /// <summary>Ends the thread as soon as it has nothing to do. Nothing more is taken.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            try
            {
                work();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The compiler was ended while something of it was read.
            }
        }

        _work.Dispose();
    }
}

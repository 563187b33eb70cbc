using System.Diagnostics;

namespace Faults.Tests.Processes;

/// <summary>
/// Notes when this process was not let run for a while: then nobody else on the machine was either, and a wait at that moment is the machine's, not the service's.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beating;

    /// <summary>Begins to watch; <paramref name="note"/> hears of every time that was long.</summary>
    public Heartbeat(Action<string> note) => _beating = Task.Factory.StartNew(() => Watch(note), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
    }

    // On a thread of its own: what is measured is the machine, not the queue of this process.
    private void Watch(Action<string> note)
    {
        var last = Stopwatch.GetTimestamp();
        while (!_stop.Token.WaitHandle.WaitOne(Beat))
        {
            var passed = Stopwatch.GetElapsedTime(last);
            last = Stopwatch.GetTimestamp();
            if (passed > Late)
            {
                note(FormattableString.Invariant($"the machine let nobody run for {passed.TotalSeconds:F1} s"));
            }
        }
    }
}

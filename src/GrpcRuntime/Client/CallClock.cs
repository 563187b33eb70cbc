using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Everything that can end a call early: its deadline, its caller, the end of its channel.</summary>
internal sealed class CallClock : IDisposable
{
    // Timers reach no further; a deadline beyond (seven weeks) is sent but not watched.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly CallOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _shutdown;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _any;

    /// <summary>Starts the clock. Throws <see cref="InvalidOperationException"/> when the deadline is not in UTC.</summary>
    public CallClock(CallOptions options, TimeProvider timeProvider, CancellationToken shutdown)
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } local && local != DateTime.MaxValue && local != DateTime.MinValue)
        {
            throw new InvalidOperationException("The deadline of a call must be in UTC.");
        }

        _options = options;
        _timeProvider = timeProvider;
        _shutdown = shutdown;
        _deadline = Remaining is { } remaining && remaining > TimeSpan.Zero && remaining <= LongestTimer
            ? new CancellationTokenSource(remaining, timeProvider)
            : new CancellationTokenSource();
        _any = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, options.CancellationToken, shutdown);
        Token = _any.Token;
    }

    /// <summary>Fires when the call is to end.</summary>
    public CancellationToken Token { get; }

    /// <summary>The time left; null without a deadline.</summary>
    public TimeSpan? Remaining =>
        _options.Deadline is { } deadline && deadline != DateTime.MaxValue ? deadline - _timeProvider.GetUtcNow().UtcDateTime : null;

    /// <summary>Throws <see cref="RpcException"/> when the call is over before it began.</summary>
    public void ThrowIfOver()
    {
        if (Over() is { } status)
        {
            throw new RpcException(status);
        }
    }

    /// <summary>The status that the call ends with for want of time or interest; null while it may go on.</summary>
    public Status? Over()
    {
        if (_options.CancellationToken.IsCancellationRequested)
        {
            return new Status(StatusCode.Cancelled, "The call was cancelled by its caller.");
        }

        if (_deadline.IsCancellationRequested || Remaining <= TimeSpan.Zero)
        {
            return new Status(StatusCode.DeadlineExceeded, "The deadline passed.");
        }

        if (_shutdown.IsCancellationRequested)
        {
            return new Status(StatusCode.Cancelled, "The channel was closed.");
        }

        return Token.IsCancellationRequested ? new Status(StatusCode.Cancelled, "The call was disposed before its end.") : null;
    }

    public void Cancel()
    {
        try
        {
            _any.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended on its own a moment ago.
        }
    }

    public void Dispose()
    {
        _any.Dispose();
        _deadline.Dispose();
    }
}

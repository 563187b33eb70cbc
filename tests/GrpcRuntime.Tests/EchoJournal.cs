using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace GrpcRuntime.Tests;

/// <summary>What happened inside the echo service, for tests to wait for.</summary>
public sealed class EchoJournal
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _written;

    public Task FirstStarted => _started.Task;

    public Task FirstCancelled => _cancelled.Task;

    public int Written => Volatile.Read(ref _written);

    public ConcurrentQueue<CallFacts> Calls { get; } = new();

    public void Started(ServerCallContext context)
    {
        Calls.Enqueue(new CallFacts(
            context.Method, context.Host, context.Peer, context.Deadline, context.RequestHeaders, context.GetHttpContext().Request.Protocol));
        _started.TrySetResult();
    }

    public void Cancelled() => _cancelled.TrySetResult();

    public void Wrote() => Interlocked.Increment(ref _written);

    public sealed record CallFacts(string Method, string Host, string Peer, DateTime Deadline, Metadata Headers, string Protocol);
}

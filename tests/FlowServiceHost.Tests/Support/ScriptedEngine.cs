using System.Collections.Concurrent;
using Contract.Actions;
using Contract.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace FlowServiceHost.Tests.Support;

/// <summary>Stands in for the engine: remembers what it was sent, by correlation ID, and answers success unless told otherwise.</summary>
internal sealed class ScriptedEngine : CallInvoker
{
    private readonly ConcurrentDictionary<string, EngineRequest> _requests = new(StringComparer.Ordinal);

    /// <summary>Makes the answer; null leaves it a plain success.</summary>
    public Func<EngineRequest, IMessage, IMessage>? Answer { get; set; }

    /// <summary>Makes the answer in its own time, before <see cref="Answer"/> is asked.</summary>
    public Func<EngineRequest, IMessage, Task<IMessage>>? AnswerLater { get; set; }

    /// <summary>The queue of owed answers.</summary>
    public ScriptedAnswers Answers { get; set; } = new(TimeProvider.System);

    /// <summary>The keys of cookies that hosts had it keep.</summary>
    public ScriptedKeys Keys { get; } = new();

    public Metadata ResponseHeaders { get; set; } = [];

    public Metadata Trailers { get; set; } = [];

    public int Calls => _requests.Count;

    /// <summary>What came with <paramref name="correlationId"/>; null when nothing did.</summary>
    public EngineRequest? Find(string correlationId) => _requests.GetValueOrDefault(correlationId);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        if (method.ServiceName == "promotion.v1.DeferredAnswers")
        {
            var kept = Answers.Hangs && request is PromotionService.V1.RegisterRequest ? new TaskCompletionSource<TResponse>().Task : Task.Run(() => (TResponse)(object)Answers.Answer((IMessage)(object)request));
            return new AsyncUnaryCall<TResponse>(kept, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        }

        if (method.ServiceName == "promotion.v1.KeyRing")
        {
            return new AsyncUnaryCall<TResponse>(Task.FromResult((TResponse)Keys.Answer((IMessage)(object)request)), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        }

        var seen = new EngineRequest(method.FullName, (IMessage)(object)request, options.Headers!, options.Deadline, CallerIdentity.Read(options.Headers!)!);
        _requests[seen.Caller.CorrelationId] = seen;
        var task = Task.Run(async () =>
        {
            var empty = (IMessage)(object)method.ResponseMarshaller.Deserializer([])!;
            empty.Descriptor.FindFieldByNumber(1).Accessor.SetValue(empty, value: true);
            return (TResponse)(AnswerLater is { } later ? await later(seen, empty) : Answer?.Invoke(seen, empty) ?? empty);
        });
        return new AsyncUnaryCall<TResponse>(task, Task.FromResult(ResponseHeaders), () => Status.DefaultSuccess, () => Trailers, () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
}

using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>One call over HTTP: sends the request, reads responses and, at the end, the status.</summary>
internal sealed class HttpCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    private const int ReadBufferLength = 32 * 1024;

    private readonly GrpcChannel _channel;
    private readonly Method<TRequest, TResponse> _method;
    private readonly string? _host;
    private readonly CallOptions _options;
    private readonly CallClock _clock;
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpResponseMessage? _response;
    private MessageReader? _reader;
    private CallOutcome? _outcome;

    public HttpCall(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _host = host;
        _options = options;
        _clock = new CallClock(options, channel.TimeProvider, channel.Shutdown);

        // Nobody has to look at the headers of a call that failed.
        _ = _headers.Task.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        // Even while nobody reads: the server is to hear that the call is over.
        _clock.Token.Register(() => End(_clock.Over() ?? Status.DefaultCancelled, Metadata.Empty));
    }

    public Task<Metadata> ResponseHeadersAsync => _headers.Task;

    public Status GetStatus() => Outcome.Status;

    public Metadata GetTrailers() => Outcome.Trailers;

    private CallOutcome Outcome => _outcome ?? throw new InvalidOperationException("The call has not ended yet.");

    /// <summary>Makes the whole of a unary call.</summary>
    public async Task<TResponse> RunUnaryAsync(TRequest request)
    {
        await StartAsync(request);
        var message = await ReadNextAsync();
        if (message is null)
        {
            var trailers = Outcome.Trailers;
            _outcome = null;
            throw End(new Status(StatusCode.Internal, "The server sent no message."), trailers);
        }

        return await ReadNextAsync() is null
            ? message
            : throw End(new Status(StatusCode.Internal, "The server sent more than the one message that is allowed."), Metadata.Empty);
    }

    /// <summary>Sends the request and waits for the headers of the response.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever goes wrong becomes a status.")]
    public async Task StartAsync(TRequest request)
    {
        try
        {
            _clock.ThrowIfOver();
            var frame = MessageBuffer.Frame(request, _method.RequestMarshaller.ContextualSerializer, _channel.Options.MaxSendMessageSize);
            using var message = RequestMessage.Create(_channel, _method, _host, _options, frame, _clock.Remaining);
            _response = await _channel.SendAsync(message, _clock.Token);
            _clock.Token.ThrowIfCancellationRequested();
            ResponseHead.Check(_response);
            _headers.TrySetResult(ResponseHead.ReadMetadata(_response.Headers));
            _reader = new MessageReader(
                PipeReader.Create(
                    await _response.Content.ReadAsStreamAsync(_clock.Token),
                    new StreamPipeReaderOptions(bufferSize: ReadBufferLength)),
                _channel.Options.MaxReceiveMessageSize,
                ResponseHead.Encoding(_response),
                StatusCode.Internal);
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    /// <summary>The next response; null when the call ended with OK.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever goes wrong becomes a status.")]
    public async Task<TResponse?> ReadNextAsync()
    {
        if (_outcome is { } outcome)
        {
            return outcome.Status.StatusCode == StatusCode.OK ? null : throw Exception(outcome);
        }

        try
        {
            if (await _reader!.ReadAsync(_method.ResponseMarshaller.ContextualDeserializer, _clock.Token) is { } message)
            {
                return message;
            }

            var (status, trailers) = ResponseHead.ReadOutcome(_response!);
            if (status.StatusCode != StatusCode.OK)
            {
                throw new RpcException(status, trailers);
            }

            End(status, trailers);
            return null;
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    /// <summary>Cancels the call when it is still under way.</summary>
    public void Dispose() => _clock.Cancel();

    private Exception Fail(Exception exception)
    {
        var (status, trailers) = exception switch
        {
            RpcException rpc => (rpc.Status, rpc.Trailers),
            _ when _clock.Over() is { } over => (over, Metadata.Empty),
            _ => (TransportFailure.ToStatus(exception), Metadata.Empty),
        };
        return End(status, trailers);
    }

    // The first outcome stands. To let go of a response that is not at its end resets the stream, which tells the server.
    private Exception End(Status status, Metadata trailers)
    {
        var mine = new CallOutcome(status, trailers);
        var outcome = Interlocked.CompareExchange(ref _outcome, mine, comparand: null) ?? mine;
        var exception = Exception(outcome);
        if (ReferenceEquals(outcome, mine) && status.StatusCode != StatusCode.OK)
        {
            ClientLog.CallFailed(_channel.Logger, _method.FullName, status.StatusCode, status.Detail);
            _headers.TrySetException(exception);
        }

        _response?.Dispose();
        _clock.Dispose();
        return exception;
    }

    private Exception Exception(CallOutcome outcome) =>
        _channel.Options.ThrowOperationCanceledOnCancellation && outcome.Status.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
            ? new OperationCanceledException(outcome.Status.Detail, new RpcException(outcome.Status, outcome.Trailers), _options.CancellationToken)
            : new RpcException(outcome.Status, outcome.Trailers);
}

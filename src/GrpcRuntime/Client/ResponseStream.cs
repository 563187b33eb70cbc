using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>The responses of a server streaming call. The request leaves when the call is made, not with the first read.</summary>
internal sealed class ResponseStream<TRequest, TResponse> : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly HttpCall<TRequest, TResponse> _call;
    private readonly Task _started;
    private TResponse? _current;
    private int _reading;

    public ResponseStream(HttpCall<TRequest, TResponse> call, TRequest request)
    {
        _call = call;
        _started = call.StartAsync(request);
    }

    public TResponse Current => _current ?? throw new InvalidOperationException("There is no current message: read one first.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) == 1)
        {
            throw new InvalidOperationException("The read before this one is still under way.");
        }

        try
        {
            // Half a read cannot be taken back, so cancelling one cancels the call.
            await using var registration = cancellationToken.Register(_call.Dispose);
            await _started;
            _current = await _call.ReadNextAsync();
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }
}

using Contract.Calls;
using Grpc.Core;

namespace PromotionEngine.Tests.Failures;

/// <summary>A call that a handler is given without a server.</summary>
internal sealed class FakeCall(Metadata headers, string method, CancellationToken cancellationToken) : ServerCallContext
{
    protected override string MethodCore => method;

    protected override string HostCore => "localhost";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => headers;

    protected override CancellationToken CancellationTokenCore => cancellationToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();

    /// <summary>A call by <paramref name="identity"/>; null carries none.</summary>
    public static FakeCall By(CallerIdentity? identity, CancellationToken cancellationToken = default) => By(identity, "/promotion.v1.Test/Call", cancellationToken);

    /// <summary>A call of <paramref name="method"/> by <paramref name="identity"/>; null carries none.</summary>
    public static FakeCall By(CallerIdentity? identity, string method, CancellationToken cancellationToken = default)
    {
        var headers = new Metadata();
        identity?.AddTo(headers);
        return new FakeCall(headers, method, cancellationToken);
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}

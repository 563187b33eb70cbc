using System.Runtime.InteropServices;

namespace Grpc.Core.Interceptors;

/// <summary>The call that a client interceptor stands in.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>A context from its parts.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method that is called.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host that is addressed; null for the channel's own.</summary>
    public string? Host { get; }

    /// <summary>What the call is made with.</summary>
    public CallOptions Options { get; }
}

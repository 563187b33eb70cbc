namespace Grpc.AspNetCore.Server;

/// <summary>How the server treats the calls of all services.</summary>
public class GrpcServiceOptions
{
    /// <summary>The largest response that is sent, in bytes; null (the default) for any.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The largest request that is taken, in bytes; 4 MiB unless set, null for any.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Whether callers see type and message of exceptions that handlers let through. Not unless set: they may hold secrets.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>The interceptors, outermost first.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}

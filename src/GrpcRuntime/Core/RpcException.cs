using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>A call that ended with another status than OK. A handler throws it to choose the status that its caller sees.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "There is no such exception without a status.")]
public class RpcException : Exception
{
    /// <summary>An exception for <paramref name="status"/>.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>An exception for <paramref name="status"/> with words of its own, which do not travel.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>An exception for <paramref name="status"/> with trailers, which travel.</summary>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>An exception for <paramref name="status"/> with trailers, which travel, and words of its own, which do not.</summary>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>The status.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers that came, or are to go, with the status.</summary>
    public Metadata Trailers { get; }
}

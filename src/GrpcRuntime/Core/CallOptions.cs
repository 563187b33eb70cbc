using System.Runtime.InteropServices;

namespace Grpc.Core;

/// <summary>What a client call is made with.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CallOptions
{
    /// <summary>Options for one call.</summary>
    /// <param name="headers">Metadata that goes with the request.</param>
    /// <param name="deadline">When the call ends at the latest, in UTC; null or <see cref="DateTime.MaxValue"/> for never.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="writeOptions">How the request is written.</param>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
    }

    /// <summary>Metadata that goes with the request.</summary>
    public Metadata? Headers { get; private init; }

    /// <summary>When the call ends at the latest, in UTC.</summary>
    public DateTime? Deadline { get; private init; }

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private init; }

    /// <summary>How the request is written.</summary>
    public WriteOptions? WriteOptions { get; private init; }

    /// <summary>The same with other metadata.</summary>
    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same with another deadline, in UTC.</summary>
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same with another token.</summary>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>The same with other write options.</summary>
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };
}

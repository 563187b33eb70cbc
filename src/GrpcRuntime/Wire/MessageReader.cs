using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Takes framed messages off a body. Everything wrong with the frames is an <see cref="RpcException"/> with the status that the protocol names.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="maxLength">The longest payload taken, in bytes, compressed or not; null for any.</param>
/// <param name="encoding">The value of <c>grpc-encoding</c>; null when absent.</param>
/// <param name="unknownEncoding">The status code for a compressed message in an encoding that is not known.</param>
internal sealed class MessageReader(PipeReader body, int? maxLength, string? encoding, StatusCode unknownEncoding)
{
    /// <summary>The next message, or null at the end of the body.</summary>
    public async ValueTask<T?> ReadAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (result.IsCanceled)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            if (TryTakeFrame(ref buffer, out var compressed, out var payload))
            {
                // The prefix is checked as soon as it is there: nothing is kept for a message that will be refused.
                var message = Deserialize(payload, compressed, deserializer);
                body.AdvanceTo(buffer.Start);
                return message;
            }

            if (result.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw Failure(StatusCode.Internal, "The body ends within a message.");
            }

            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The only message of the body; throws INTERNAL when there is none or another one.</summary>
    public async ValueTask<T> ReadSingleAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        var message = await ReadAsync(deserializer, cancellationToken)
            ?? throw Failure(StatusCode.Internal, "The body holds no message where one is needed.");
        return await ReadAsync(static _ => new object(), cancellationToken) is null
            ? message
            : throw Failure(StatusCode.Internal, "The body holds more than the one message that is allowed.");
    }

    private static RpcException Failure(StatusCode code, string detail, Exception? cause = null) => new(new Status(code, detail, cause));

    private bool TryTakeFrame(ref ReadOnlySequence<byte> buffer, out bool compressed, out ReadOnlySequence<byte> payload)
    {
        compressed = false;
        payload = default;
        if (buffer.Length < MessageBuffer.PrefixLength)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[MessageBuffer.PrefixLength];
        buffer.Slice(0, MessageBuffer.PrefixLength).CopyTo(prefix);
        compressed = prefix[0] switch
        {
            0 => false,
            1 => true,
            _ => throw Failure(StatusCode.Internal, "The first byte of a message is neither 0 nor 1."),
        };
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > (uint)(maxLength ?? int.MaxValue))
        {
            throw Failure(StatusCode.ResourceExhausted, $"The received message has {length} bytes, more than the {maxLength ?? int.MaxValue} that are allowed.");
        }

        if (buffer.Length - MessageBuffer.PrefixLength < length)
        {
            return false;
        }

        payload = buffer.Slice(MessageBuffer.PrefixLength, length);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    private T Deserialize<T>(ReadOnlySequence<byte> payload, bool compressed, Func<DeserializationContext, T> deserializer)
    {
        try
        {
            return deserializer(new MessagePayload(compressed ? Decompress(payload) : payload));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Failure(StatusCode.Internal, "The message cannot be read.", exception);
        }
    }

    private ReadOnlySequence<byte> Decompress(ReadOnlySequence<byte> payload)
    {
        if (encoding is null or ProtocolNames.Identity)
        {
            throw Failure(StatusCode.Internal, "A message is marked as compressed, but the call names no encoding.");
        }

        if (!string.Equals(encoding, ProtocolNames.Gzip, StringComparison.Ordinal))
        {
            throw Failure(unknownEncoding, $"The message encoding '{encoding}' is not supported.");
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(payload.ToArray(), writable: false), CompressionMode.Decompress);
            var plain = new ArrayBufferWriter<byte>();
            while (true)
            {
                var count = gzip.Read(plain.GetSpan(4096));
                if (count == 0)
                {
                    return new ReadOnlySequence<byte>(plain.WrittenMemory);
                }

                plain.Advance(count);
                if (plain.WrittenCount > maxLength)
                {
                    throw Failure(StatusCode.ResourceExhausted, $"The received message has more than the {maxLength} bytes that are allowed once decompressed.");
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw Failure(StatusCode.Internal, "The message is not what its encoding says.", exception);
        }
    }
}

using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>One message being framed: five bytes of prefix, then the payload.</summary>
internal sealed class MessageBuffer : SerializationContext, IBufferWriter<byte>
{
    public const int PrefixLength = 5;

    private readonly int? _maxLength;
    private byte[] _bytes = [];
    private int _length = PrefixLength;
    private bool _complete;

    private MessageBuffer(int? maxLength)
    {
        _maxLength = maxLength;
    }

    /// <summary>
    /// Frames <paramref name="message"/>. Throws <see cref="RpcException"/>: RESOURCE_EXHAUSTED when it is longer than <paramref name="maxLength"/>.
    /// </summary>
    public static ReadOnlyMemory<byte> Frame<T>(T message, Action<T, SerializationContext> serializer, int? maxLength)
    {
        var buffer = new MessageBuffer(maxLength);
        serializer(message, buffer);
        if (!buffer._complete)
        {
            throw new InvalidOperationException("The serializer did not complete the message.");
        }

        BinaryPrimitives.WriteUInt32BigEndian(buffer._bytes.AsSpan(1), (uint)(buffer._length - PrefixLength));
        return buffer._bytes.AsMemory(0, buffer._length);
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckLength(payloadLength);
        Grow(PrefixLength + payloadLength, exact: true);
    }

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void Complete()
    {
        Grow(PrefixLength, exact: true);
        CheckLength(_length - PrefixLength);
        _complete = true;
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        SetPayloadLength(payload.Length);
        payload.CopyTo(_bytes, PrefixLength);
        _length = PrefixLength + payload.Length;
        _complete = true;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(_length + Math.Max(sizeHint, 1), exact: false);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void Grow(int needed, bool exact)
    {
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, exact ? needed : Math.Max(needed, Math.Max(256, _bytes.Length * 2)));
        }
    }

    private void CheckLength(int length)
    {
        if (length > _maxLength)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                $"The message to send has {length} bytes, more than the {_maxLength} that are allowed."));
        }
    }
}

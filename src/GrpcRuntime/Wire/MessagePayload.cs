using System.Buffers;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>One message that arrived, for a deserializer.</summary>
internal sealed class MessagePayload(ReadOnlySequence<byte> payload) : DeserializationContext
{
    public override int PayloadLength => (int)payload.Length;

    public override byte[] PayloadAsNewBuffer() => payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;
}

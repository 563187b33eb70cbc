namespace Grpc.Core;

/// <summary>Turns messages of one type to bytes and back.</summary>
public class Marshaller<T>
{
    /// <summary>A marshaller that works on whole byte arrays.</summary>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>A marshaller that writes into and reads from the runtime's own buffers.</summary>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = _ => throw new NotSupportedException("This marshaller has no serializer to a byte array; use ContextualSerializer.");
        Deserializer = _ => throw new NotSupportedException("This marshaller has no deserializer from a byte array; use ContextualDeserializer.");
    }

    /// <summary>Message to byte array; throws <see cref="NotSupportedException"/> when made from contextual functions.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>Byte array to message; throws <see cref="NotSupportedException"/> when made from contextual functions.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Writes a message into a context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Reads a message from a context.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }
}

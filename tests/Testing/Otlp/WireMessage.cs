using System.Buffers.Binary;
using System.Text;

namespace Testing.Otlp;

/// <summary>A protobuf message as it came: the fields by their numbers, in their order. Enough to read what an exporter sent, and nothing of ours that could be wrong in the same way.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    private WireMessage()
    {
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static WireMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new WireMessage();
        var at = 0;
        while (at < bytes.Length)
        {
            var key = Varint(bytes.Span, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    message._fields.Add((number, Varint(bytes.Span, ref at), default));
                    break;
                case 1:
                    message._fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]), default));
                    at += sizeof(ulong);
                    break;
                case 2:
                    var length = (int)Varint(bytes.Span, ref at);
                    message._fields.Add((number, 0, bytes.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    message._fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]), default));
                    at += sizeof(uint);
                    break;
                default:
                    throw new FormatException($"Field {number} is of a kind that protobuf does not have.");
            }
        }

        return message;
    }

    /// <summary>Whether the field is there.</summary>
    public bool Has(int number) => _fields.Exists(field => field.Number == number);

    /// <summary>The messages of a field.</summary>
    public IEnumerable<WireMessage> Messages(int number) => _fields.Where(field => field.Number == number).Select(field => Parse(field.Bytes));

    /// <summary>The field as a text; empty when it is not there.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(Last(number).Bytes.Span);

    /// <summary>The field's bytes in hexadecimal digits.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(Last(number).Bytes.Span);

    /// <summary>The field as a whole number; 0 when it is not there.</summary>
    public long Number(int number) => (long)Last(number).Value;

    /// <summary>The field as a number with a fraction; 0 when it is not there.</summary>
    public double Double(int number) => BitConverter.UInt64BitsToDouble(Last(number).Value);

    private (int Number, ulong Value, ReadOnlyMemory<byte> Bytes) Last(int number) => _fields.LastOrDefault(field => field.Number == number);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}

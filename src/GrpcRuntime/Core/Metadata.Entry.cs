using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One name with its value.</summary>
    public class Entry
    {
        private readonly string? _value;
        private readonly byte[]? _bytes;

        /// <summary>Text. Throws <see cref="ArgumentException"/> unless the name is of <c>a-z 0-9 - _ .</c> and the value printable ASCII.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normalize(key);
            if (IsBinary)
            {
                throw new ArgumentException($"The metadata entry {Key} needs bytes, because its name ends in {BinaryHeaderSuffix}.", nameof(value));
            }

            // A line break here would start a header of its own on the wire.
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw new ArgumentException($"The value of the metadata entry {Key} has characters beyond printable ASCII.", nameof(value));
            }

            _value = value;
        }

        /// <summary>Bytes. Throws <see cref="ArgumentException"/> unless the name ends in <c>-bin</c>.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normalize(key);
            if (!IsBinary)
            {
                throw new ArgumentException($"The metadata entry {Key} needs a name ending in {BinaryHeaderSuffix}, because it holds bytes.", nameof(key));
            }

            _bytes = [.. valueBytes];
        }

        /// <summary>The name, in lower case.</summary>
        public string Key { get; }

        /// <summary>The text; throws <see cref="InvalidOperationException"/> when the entry holds bytes.</summary>
        public string Value => _value ?? throw new InvalidOperationException($"The metadata entry {Key} holds bytes, not text.");

        /// <summary>The bytes, in an array of its own; of text its ASCII bytes.</summary>
        [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The signature is gRPC's.")]
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_value!) : [.. _bytes];

        /// <summary>Whether the entry holds bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override string ToString() =>
            IsBinary ? $"[Entry: key={Key}, valueBytes={Convert.ToBase64String(_bytes!)}]" : $"[Entry: key={Key}, value={_value}]";

        internal static bool IsLegalKey(string key) =>
            key.Length > 0 && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var lower = key.ToLowerInvariant();
            if (!IsLegalKey(lower))
            {
                throw new ArgumentException($"'{key}' cannot be the name of a metadata entry: letters, digits and - _ . only.", nameof(key));
            }

            return lower;
        }
    }
}

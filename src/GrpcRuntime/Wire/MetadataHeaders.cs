using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Metadata as HTTP headers and back.</summary>
internal static class MetadataHeaders
{
    // Names that belong to the protocol or the transport; metadata must neither set nor show them.
    private static readonly HashSet<string> Transport = new(StringComparer.OrdinalIgnoreCase)
    {
        "te", "content-type", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "host", "accept-encoding",
        "proxy-connection", "trailer", "user-agent", "date", "server",
    };

    private static readonly HashSet<string> Protocol = new(StringComparer.OrdinalIgnoreCase)
    {
        ProtocolNames.Status, ProtocolNames.Message, ProtocolNames.Timeout, ProtocolNames.Encoding, ProtocolNames.AcceptEncoding, "grpc-message-type",
    };

    /// <summary>
    /// The headers that carry <paramref name="metadata"/>, without names of the protocol. Bytes travel as base64 without padding; several of
    /// one name share a header, because HTTP stacks drop empty values among several.
    /// </summary>
    public static IEnumerable<(string Name, string[] Values)> Encode(Metadata metadata) =>
        metadata
            .Where(entry => !Transport.Contains(entry.Key) && !Protocol.Contains(entry.Key))
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entries => (entries.Key, entries.First().IsBinary
                ? [string.Join(',', entries.Select(entry => Convert.ToBase64String(entry.ValueBytes).TrimEnd('=')))]
                : entries.Select(entry => entry.Value).ToArray()));

    /// <summary>Adds the entries of a header that arrived; throws <see cref="FormatException"/> when bytes are not base64.</summary>
    public static void Decode(string name, string value, Metadata into)
    {
        if (!Metadata.Entry.IsLegalKey(name) || Protocol.Contains(name) || IsHiddenTransport(name))
        {
            return;
        }

        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            into.Add(Lenient(name, value));
            return;
        }

        // Headers of one name may arrive joined by commas, which base64 does not use.
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            into.Add(name, Convert.FromBase64String(Pad(part)));
        }
    }

    // Servers and clients may look at each other's user-agent, date and server.
    private static bool IsHiddenTransport(string name) =>
        Transport.Contains(name) && !(name.ToUpperInvariant() is "USER-AGENT" or "DATE" or "SERVER");

    // HTTP allows Latin-1 and tabs where gRPC does not; one such header must not cost the call.
    private static Metadata.Entry Lenient(string name, string value) =>
        new(name, value.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? string.Create(value.Length, value, (target, source) =>
            {
                for (var index = 0; index < target.Length; index++)
                {
                    target[index] = source[index] is >= ' ' and <= '~' ? source[index] : '?';
                }
            })
            : value);

    private static string Pad(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');
}

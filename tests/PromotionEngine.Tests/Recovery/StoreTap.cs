using System.Text;
using PromotionEngine.State.Redis;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Commits on a connection to Redis: known by the hash of their script, and by how the answer to one that was made begins.</summary>
internal sealed class StoreTap : IWireTap
{
    private static readonly byte[] Hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RedisScripts.Commit.Hash));
    private byte[] _sent = [];
    private byte[] _answered = [];

    public string? Sent(ReadOnlySpan<byte> bytes) => Holds(ref _sent, bytes, Hash) ? "commit" : null;

    public string? Answered(ReadOnlySpan<byte> bytes) => Holds(ref _answered, bytes, "\r\n$4\r\ndone\r\n"u8) ? "commit" : null;

    // What is looked for may come in two pieces.
    private static bool Holds(ref byte[] before, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        byte[] whole = [.. before, .. bytes];
        var found = whole.AsSpan().LastIndexOf(wanted);
        var rest = found < 0 ? whole.AsSpan() : whole.AsSpan(found + wanted.Length);
        before = rest[Math.Max(0, rest.Length - wanted.Length + 1)..].ToArray();
        return found >= 0;
    }
}

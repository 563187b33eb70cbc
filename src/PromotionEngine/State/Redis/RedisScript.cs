using System.Security.Cryptography;
using System.Text;

namespace PromotionEngine.State.Redis;

/// <summary>A Lua script and the hash that Redis knows it by.</summary>
internal sealed class RedisScript(string text)
{
    public string Text { get; } = text;

    // The protocol's name for a script, not a matter of security.
#pragma warning disable CA5350
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}

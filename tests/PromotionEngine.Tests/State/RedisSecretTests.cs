using System.IO.Compression;
using System.Text;
using Testing;
using Testing.Secrets;

namespace PromotionEngine.Tests.State;

/// <summary>What reads a whole Redis for planted secrets reads every name and every type of value, packed ones too.</summary>
public sealed class RedisSecretTests : OwnRedisSuite
{
    [Test]
    public async Task Content_OfEveryType_IsReadAndUnpacked()
    {
        await using var redis = await RedisServer.StartAsync();
        foreach (var command in new[] { "SET canary-in-a-name 1", "SET s canary-s", "HSET h f canary-h", "RPUSH l canary-l", "SADD m canary-m", "ZADD z 1 canary-z", $"SET p {Packed("a long text, with canary-p in it, over and over again: canary-p")}" })
        {
            await SendAsync(redis, command);
        }

        var content = await RedisContent.ReadAsync(redis.Port, None);
        foreach (var name in "shlmzp")
        {
            Assert.That(content + string.Join('\n', PackedText.Inside(content)), Does.Contain($"canary-{name}"));
        }

        Assert.That(content, Does.Contain("canary-in-a-name"));
        await SendAsync(redis, "FLUSHALL");
    }

    private static string Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}

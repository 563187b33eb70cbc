using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Hosting;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>Times for which work stays reserved are long enough for it.</summary>
[TestFixture]
public sealed class EngineOptionsTests
{
    [Test]
    public void Problems_OfTheDefaults_AreNone() => Assert.That(new EngineOptions().Problems(new DataHubOptions()), Is.Empty);

    [Test]
    public void Problems_OfAHoldThatEndsBeforeTheWriting_NameTheShortest()
    {
        var engine = new EngineOptions { OutboxHold = TimeSpan.FromSeconds(20) };
        var quick = new DataHubOptions { CallTimeout = TimeSpan.FromSeconds(2), BatchTimeout = TimeSpan.FromSeconds(16) };

        Assert.That(engine.Problems(new DataHubOptions()), Is.EqualTo(new[]
        {
            "Engine:OutboxHold must be from 00:01:40 (DataHub's BatchTimeout and twice its CallTimeout) to 01:00:00; it is 00:00:20.",
        }));
        Assert.That(engine.Problems(quick), Is.Empty);
    }

    [Test]
    public void Hold_ThatIsNotSet_IsLongEnoughForDataHub()
    {
        Assert.That(new EngineOptions().HoldFor(new DataHubOptions()), Is.EqualTo(TimeSpan.FromMinutes(2)));
        Assert.That(new EngineOptions().HoldFor(new DataHubOptions { BatchTimeout = TimeSpan.FromMinutes(10) }), Is.EqualTo(TimeSpan.FromSeconds(640)));
        Assert.That(new EngineOptions { OutboxHold = TimeSpan.FromMinutes(3) }.HoldFor(new DataHubOptions()), Is.EqualTo(TimeSpan.FromMinutes(3)));
    }

    [TestCase("http://127.0.0.1:5051", 5051, 16_777_216, "Engine:Address must be an IP address to listen on, such as 127.0.0.1; it is \"http://127.0.0.1:5051\".")]
    [TestCase("::1", 65_536, 16_777_216, "Engine:Port must be from 0 to 65535; it is 65536.")]
    [TestCase("0.0.0.0", 0, 1_000_000, "Engine:MaxMessageBytes must be from 8388608 to 268435456; it is 1000000.")]
    [TestCase("0.0.0.0", 0, int.MaxValue, "Engine:MaxMessageBytes must be from 8388608 to 268435456; it is 2147483647.")]
    public void Problems_OfWhereAndHowMuchItTakes_AreNamed(string address, int port, int bytes, string problem) =>
        Assert.That(new EngineOptions { Address = address, Port = port, MaxMessageBytes = bytes }.Problems(new DataHubOptions()), Is.EqualTo(new[] { problem }));

    [Test]
    public async Task Engine_ThatTakesLargerMessages_TakesThemSignedToo()
    {
        await using var engine = await RunningEngine.StartAsync(("Engine:MaxMessageBytes", "20971520"));
        var large = new RegisterRequest { Id = "no id", Content = ByteString.CopyFrom(new byte[17 * 1024 * 1024]) };

        Assert.That(
            async () => await engine.DeferredAnswers.RegisterAsync(large, RunningEngine.ByService()),
            Throws.TypeOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(StatusCode.InvalidArgument),
            "it was read");
    }

    [Test]
    public void Problems_OfTimesThatAreNone_NameEach()
    {
        var engine = new EngineOptions { OutboxInterval = TimeSpan.Zero, JobLease = TimeSpan.FromMilliseconds(5), CallLease = TimeSpan.FromDays(1) };

        Assert.That(string.Join('\n', engine.Problems(new DataHubOptions())), Does.Contain("Engine:OutboxInterval").And.Contain("Engine:JobLease (00:00:00.0050000)").And.Contain("Engine:CallLease (1.00:00:00)"));
    }
}

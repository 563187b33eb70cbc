using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Hosting;

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

    [Test]
    public void Problems_OfTimesThatAreNone_NameEach()
    {
        var engine = new EngineOptions { OutboxInterval = TimeSpan.Zero, JobLease = TimeSpan.FromMilliseconds(5), CallLease = TimeSpan.FromDays(1) };

        Assert.That(string.Join('\n', engine.Problems(new DataHubOptions())), Does.Contain("Engine:OutboxInterval").And.Contain("Engine:JobLease (00:00:00.0050000)").And.Contain("Engine:CallLease (1.00:00:00)"));
    }
}

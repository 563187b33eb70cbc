using BoomiEmulator.DataHub;

namespace BoomiEmulator.Tests.DataHub;

internal sealed class FaultTests : DataHubTestBase
{
    [Test]
    public async Task SlowIncorporation_HoldsBatchesBack()
    {
        World.Faults = new DataHubFaults { ExtraIncorporationDelay = TimeSpan.FromMinutes(5) };
        var accepted = await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "c")));
        World.Faults = new DataHubFaults();

        Time.Advance(TimeSpan.FromMinutes(4));
        var waiting = await StatusAsync(accepted.BatchId);
        Time.Advance(TimeSpan.FromMinutes(1));
        var done = await StatusAsync(accepted.BatchId);

        Assert.That((waiting.Element("state")?.Value, done.Element("state")?.Value), Is.EqualTo(("ENRICHED", "COMPLETED")));
    }

    [TestCase(1, "COMPLETED_ERRORS", 1)]
    [TestCase(2, "ERRORED", 0)]
    public async Task ErroredEntities_LeaveTheBatchWithErrors(int errored, string state, int created)
    {
        World.Faults = new DataHubFaults { ErroredEntities = errored };

        var status = await UpsertAsync(Batch(Entity("a", "one"), Entity("a", "two")));
        var repeated = await UpsertAsync(Batch(Entity("a", "one"), Entity("a", "two")));

        Assert.Multiple(() =>
        {
            Assert.That(status.Element("state")?.Value, Is.EqualTo(state));
            Assert.That(status.Element("createdCount")?.Value, Is.EqualTo($"{created}"));
            Assert.That(status.Descendants("entity").First().Element("state")?.Value, Is.EqualTo("ERRORED"));
            Assert.That(repeated.Element("state")?.Value, Is.EqualTo("COMPLETED"));
            Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task QuarantineOfTheNthEntity_HitsThatOneOnly()
    {
        World.Faults = new DataHubFaults { QuarantineEntity = 2, QuarantineCause = "ENRICH_ERROR" };

        var status = await UpsertAsync(Batch(Entity("a", "one"), Entity("a", "two"), Entity("a", "three")));

        Assert.That(status.Descendants("stateDetail").Select(detail => detail.Value), Is.EqualTo(new[] { "CREATED", "ENRICH_ERROR", "CREATED" }));
        Assert.That(World.QuarantineCount(Main.Id, TestModel.Name), Is.EqualTo(1));
    }

    [Test]
    public async Task BusyPlatform_Answers503ForSoManyRequestsOrForATime()
    {
        World.Faults = new DataHubFaults { BusyPlatformRequests = 2 };
        var counted = new[] { await StatusAsync(), await StatusAsync(), await StatusAsync() };
        World.Faults = new DataHubFaults { PlatformBusyUntil = Time.GetUtcNow() + TimeSpan.FromSeconds(10) };
        var timed = await StatusAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        var after = await StatusAsync();

        Assert.That(counted, Is.EqualTo(new[] { 503, 503, 200 }));
        Assert.That((timed, after), Is.EqualTo((503, 200)));

        async Task<int> StatusAsync() => (int)(await PlatformAsync(HttpMethod.Get, "/models")).Status;
    }

    [Test]
    public async Task Unauthorized_ForATime_EndsByItself()
    {
        World.Faults = new DataHubFaults { UnauthorizedUntil = Time.GetUtcNow() + TimeSpan.FromSeconds(30) };

        var during = await QueryAsync(string.Empty);
        Time.Advance(TimeSpan.FromSeconds(30));
        var after = await QueryAsync(string.Empty);

        Assert.That(((int)during.Status, during.ContentType), Is.EqualTo((401, "text/html")));
        Assert.That((int)after.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task ByteOrderMark_StandsBeforePlainText()
    {
        World.Faults = new DataHubFaults { ByteOrderMark = true };

        var batch = await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "c")));
        var cloud = Options.Clouds[0].CloudId;
        var repository = await PlatformAsync(HttpMethod.Post, $"/clouds/{cloud}/repositories/New/create");

        Assert.That(batch.Body[0], Is.EqualTo('\uFEFF'));
        Assert.That(repository.Body[0], Is.EqualTo('\uFEFF'));
    }
}

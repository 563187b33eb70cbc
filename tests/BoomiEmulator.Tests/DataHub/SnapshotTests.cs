using System.Text.Json;
using BoomiEmulator.DataHub;

namespace BoomiEmulator.Tests.DataHub;

internal sealed class SnapshotTests : DataHubTestBase
{
    [Test]
    public async Task Restore_AfterChanges_BringsEverythingBack()
    {
        Seed(3);
        await OutcomeAsync("<componentmapping><id>bad</id><nonsense/></componentmapping>");
        var before = (await QueryAsync(string.Empty, "includeSourceLinks='true'")).Body;
        var written = JsonSerializer.Serialize(World.Snapshot());

        await OutcomeAsync(Entity("acme-DEV001", "component-00002", "Changed"));
        await RepositoryAsync(HttpMethod.Post, $"/records/{World.Records(Main.Id, TestModel.Name)[0]["@recordId"]}/enddate");
        World.Faults = new DataHubFaults { ByteOrderMark = true };
        var changed = (await QueryAsync(string.Empty, "includeSourceLinks='true'")).Body;
        World.Restore(JsonSerializer.Deserialize<DataHubSnapshot>(written)!);

        Assert.Multiple(async () =>
        {
            Assert.That(changed, Is.Not.EqualTo(before));
            Assert.That((await QueryAsync(string.Empty, "includeSourceLinks='true'")).Body, Is.EqualTo(before));
            Assert.That(World.QuarantineCount(Main.Id, TestModel.Name), Is.EqualTo(1));
            Assert.That(World.Faults, Is.EqualTo(new DataHubFaults()));
            Assert.That(await OutcomeAsync(Entity("acme-DEV001", "component-00002", "Changed")), Is.EqualTo("COMPLETED UPDATED"), "Links are back.");
            Assert.That(await OutcomeAsync(Entity("acme-DEV001", "component-00003", id: "x")), Is.EqualTo("QUARANTINED POSSIBLE_DUPLICATE"), "So is matching.");
        });
    }

    [Test]
    public async Task Restore_WithABatchUnderWay_FinishesIt()
    {
        World.Faults = new DataHubFaults { ExtraIncorporationDelay = TimeSpan.FromSeconds(10) };
        await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "c")));
        var snapshot = World.Snapshot();
        World.Reset();

        World.Restore(snapshot);
        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Reset_GoesBackToTheOptions()
    {
        Seed(1);
        World.Reset();

        var gone = await RepositoryAsync(HttpMethod.Get, string.Empty);
        var again = World.Deploy(Main.Id, TestModel.Request());

        Assert.That((int)gone.Status, Is.EqualTo(404));
        Assert.That(again, Is.EqualTo(Universe), "Ids follow from the seed.");
        Assert.That(World.Records(Main.Id, TestModel.Name), Is.Empty);
    }
}

using BoomiEmulator.DataHub;

namespace BoomiEmulator.Tests.DataHub;

internal sealed class BatchTests : DataHubTestBase
{
    protected override DataHubOptions Options => base.Options with { IncorporationDelay = TimeSpan.FromSeconds(6) };

    [Test]
    public async Task D10_Batch_Accepted_PassesThroughItsStatesToCompleted()
    {
        var accepted = await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "one"), Entity("a", "two")));
        var states = new List<string>();
        for (var second = 0; second <= 6; second++)
        {
            states.Add((await StatusAsync(accepted.BatchId)).Element("state")!.Value);
            Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(second < 6 ? 0 : 2));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        var done = await StatusAsync(accepted.BatchId);
        Assert.Multiple(() =>
        {
            Assert.That((int)accepted.Status, Is.EqualTo(202));
            Assert.That(accepted.ContentType, Is.EqualTo("text/plain"));
            Assert.That(accepted.Body, Does.Match($"^http://127\\.0\\.0\\.1:[0-9]+/mdm/universes/{Universe}/records/updates/1$"));
            Assert.That(accepted.Location?.ToString(), Is.EqualTo(accepted.Body));
            Assert.That(states, Is.EqualTo(new[] { "CREATED", "PARSING", "PARSED", "ENRICHING", "ENRICHED", "PROCESSING", "COMPLETED" }));
            Assert.That(done.Element("entityCount")?.Value, Is.EqualTo("2"));
            Assert.That(done.Element("createdCount")?.Value, Is.EqualTo("2"));
            Assert.That(done.Element("quarantinedCount")?.Value, Is.EqualTo("0"));
            Assert.That(done.Element("endedAt")?.Value, Is.EqualTo("2026-02-01T10:00:06Z"));
            Assert.That(done.Element("entities")!.Elements("entity").Select(entity => entity.Element("stateDetail")?.Value), Is.All.EqualTo("CREATED"));
            Assert.That(done.Element("entities")!.Elements("entity").Select(entity => entity.Element("recordId")?.Value), Is.All.Not.Null);
        });
    }

    [Test]
    public async Task D10_Batch_StatusWithoutEntities_LeavesThemOut()
    {
        var accepted = await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "one")));

        var status = await RepositoryAsync(HttpMethod.Get, $"/records/updates/{accepted.BatchId}");
        var unknown = await RepositoryAsync(HttpMethod.Get, "/records/updates/46");

        Assert.Multiple(() =>
        {
            Assert.That(status.Xml.Element("entities"), Is.Null);
            Assert.That(status.Xml.Element("endedAt"), Is.Null);
            Assert.That(((int)unknown.Status, unknown.Message), Is.EqualTo((404, "A batch with id '46' does not exist.")));
        });
    }

    [Test]
    public async Task D11_Batch_WrapperInTheModelsCase_IsAnEntityOfUnknownType()
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/records", Batch("<ComponentMapping><id>1</id></ComponentMapping>"));

        Assert.That((int)reply.Status, Is.EqualTo(400));
        Assert.That(reply.Message, Does.Contain("entity of unknown type"));
    }

    [Test]
    public async Task D12_Batch_201Entities_IsRejectedWhole()
    {
        var entities = Enumerable.Range(0, 201).Select(number => Entity("a", $"c{number}")).ToArray();

        var tooMany = await RepositoryAsync(HttpMethod.Post, "/records", Batch(entities));
        var fits = await RepositoryAsync(HttpMethod.Post, "/records", Batch(entities[..200]));
        Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Multiple(() =>
        {
            Assert.That((int)tooMany.Status, Is.EqualTo(400));
            Assert.That(tooMany.Message, Does.Contain("current max is: 200").And.Contain("universe 'componentmapping'"));
            Assert.That((int)fits.Status, Is.EqualTo(202));
            Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(200));
        });
    }

    [TestCase("", "When trying to parse a batch update for universe with id")]
    [TestCase("<batch src='PROMOTION_ENGINE'>", "When trying to parse a batch update for universe with id")]
    [TestCase("<batch src='PROMOTION_ENGINE'/><more/>", "When trying to parse a batch update for universe with id")]
    [TestCase("<!DOCTYPE batch [<!ENTITY a 'b'>]><batch src='PROMOTION_ENGINE'>&a;</batch>", "When trying to parse a batch update for universe with id")]
    [TestCase("<foo src='PROMOTION_ENGINE'/>", "because it starts with a 'foo' tag instead of with a 'batch' tag.")]
    [TestCase("<batch/>", "does not contain a source ('src') attribute.")]
    [TestCase("<batch src=' '/>", "does not contain a source ('src') attribute.")]
    public async Task Batch_Malformed_IsRefused(string body, string message)
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/records", body);

        Assert.That((int)reply.Status, Is.EqualTo(400));
        Assert.That(reply.Message, Does.Contain(message));
    }

    [Test]
    public async Task Batch_NestedTooDeep_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("<x>", 5000)) + string.Concat(Enumerable.Repeat("</x>", 5000));

        var reply = await RepositoryAsync(HttpMethod.Post, "/records", Batch($"<componentmapping>{deep}</componentmapping>"));

        Assert.That((int)reply.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task D13_Batch_SourceThatIsUnknownOrOnlyAccepts_IsRefused()
    {
        var unknown = await RepositoryAsync(HttpMethod.Post, "/records", BatchOf("FOO", Entity("a", "one")));
        var accepts = await RepositoryAsync(HttpMethod.Post, "/records", BatchOf("READER", Entity("a", "one")));
        var self = await RepositoryAsync(HttpMethod.Post, "/records", BatchOf("*MDM*", Entity("a", "one")));

        Assert.Multiple(() =>
        {
            Assert.That(((int)unknown.Status, unknown.Message), Is.EqualTo((404, $"Source with code 'FOO' does not exist under universe '{Universe}'.")));
            Assert.That((int)accepts.Status, Is.EqualTo(400));
            Assert.That(accepts.Message, Does.EndWith("because this source is not allowed to contribute records."));
            Assert.That((int)self.Status, Is.EqualTo(404));
        });
    }

    [Test]
    public async Task Batch_ToAStagingAreaThatIsUnknown_IsNotFound()
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/staging/Area1", Batch(Entity("a", "one")));

        Assert.That(((int)reply.Status, reply.Message), Is.EqualTo((404, $"A staging area with id Area1 was not found in universe: {Universe}")));
    }

    [Test]
    public async Task Batches_OfTheSameEntity_AreIncorporatedInTheOrderInWhichTheyCame()
    {
        await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "one", "First")));
        Time.Advance(TimeSpan.FromSeconds(1));
        await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "one", "Second")));
        Time.Advance(TimeSpan.FromHours(1));

        var record = (await QueryAsync(string.Empty)).Xml.Element("Record")!;

        Assert.Multiple(() =>
        {
            Assert.That(record.Descendants("componentName").Single().Value, Is.EqualTo("Second"));
            Assert.That(record.Attribute("createdDate")?.Value, Is.EqualTo("2026-02-01T10:00:06Z"));
            Assert.That(record.Attribute("updatedDate")?.Value, Is.EqualTo("2026-02-01T10:00:07Z"));
        });
    }
}

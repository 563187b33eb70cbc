namespace BoomiEmulator.Tests.DataHub;

internal sealed class PointReadTests : DataHubTestBase
{
    [TestCase("acme-AB12CD|1d0f6a3e")]
    [TestCase("a/b%2Fc?d#e +ü&<>")]
    [TestCase("100%")]
    public async Task D18_Read_BySourceEntity_TakesEncodedIds(string id)
    {
        World.Upsert(Main.Id, TestModel.Name, "PROMOTION_ENGINE", [new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["devComponentId"] = "c",
            ["devAccountId"] = "a",
            ["componentName"] = "n",
        }]);

        var reply = await RepositoryAsync(HttpMethod.Get, $"/records/sources/PROMOTION_ENGINE/entities/{Uri.EscapeDataString(id)}");

        Assert.Multiple(() =>
        {
            Assert.That((int)reply.Status, Is.EqualTo(200), reply.Body);
            Assert.That(reply.Xml.Name.LocalName, Is.EqualTo("componentmapping"));
            Assert.That(reply.Xml.Element("id")?.Value, Is.EqualTo(World.Records(Main.Id, TestModel.Name)[0]["@recordId"]));
            Assert.That(reply.Xml.Element("devComponentId")?.Value, Is.EqualTo("c"));
            Assert.That(reply.Xml.Attribute("createddate")?.Value, Is.EqualTo("02-01-2026T10:00:00.000+0000"));
        });
    }

    [Test]
    public async Task D18_Read_UnknownSourceEntity_IsNotFound()
    {
        var entity = await RepositoryAsync(HttpMethod.Get, "/records/sources/PROMOTION_ENGINE/entities/nobody");
        var source = await RepositoryAsync(HttpMethod.Get, "/records/sources/NOBODY/entities/x");

        Assert.Multiple(() =>
        {
            Assert.That((int)entity.Status, Is.EqualTo(404));
            Assert.That(entity.Message, Does.StartWith("The specified source entity 'nobody'").And.Contain("does not contribute to a golden record in universe"));
            Assert.That((int)source.Status, Is.EqualTo(404));
        });
    }

    [Test]
    public async Task Read_BySourceEntityOnThePlatformSide_IsWrapped()
    {
        Seed(1);

        var reply = await PlatformAsync(HttpMethod.Get, $"/repositories/{Main.Id}/universes/{Universe}/records/sources/PROMOTION_ENGINE/entities/acme-DEV001%7Ccomponent-00001");

        Assert.That(reply.Xml.Name.LocalName, Is.EqualTo("Record"));
        Assert.That(reply.Xml.Descendants("devComponentId").Single().Value, Is.EqualTo("component-00001"));
    }

    [Test]
    public async Task Meta_AndHistory_TellLinksAndVersions()
    {
        await OutcomeAsync(Entity("a", "c", "First"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await OutcomeAsync(Entity("a", "c", "Second"), "ADMIN_SEEDING");
        var id = World.Records(Main.Id, TestModel.Name)[0]["@recordId"];

        var meta = await RepositoryAsync(HttpMethod.Get, $"/records/{id}/meta");
        var history = await RepositoryAsync(HttpMethod.Get, $"/records/{id}/history");
        var latest = await RepositoryAsync(HttpMethod.Get, $"/records/{id}/history?latestFirst=true&limit=1");

        Assert.Multiple(() =>
        {
            Assert.That(meta.Xml.Descendants("link").Select(link => link.Attribute("source")?.Value), Is.EqualTo(new[] { "PROMOTION_ENGINE", "ADMIN_SEEDING" }));
            Assert.That(meta.Xml.Attribute("endDate"), Is.Null);
            Assert.That(history.Xml.Elements("componentmapping").Select(version => version.Element("componentName")?.Value), Is.EqualTo(new[] { "First", "Second" }));
            Assert.That(history.Xml.Elements("componentmapping").Select(version => version.Attribute("enddate") is null), Is.EqualTo(new[] { false, true }));
            Assert.That(latest.Xml.Attribute("totalCount")?.Value, Is.EqualTo("2"));
            Assert.That(latest.Xml.Descendants("componentName").Single().Value, Is.EqualTo("Second"));
        });
    }

    [Test]
    public async Task Unlink_NeedsTheVerbAndAnotherSource()
    {
        await OutcomeAsync(Entity("a", "c"));
        var id = World.Records(Main.Id, TestModel.Name)[0]["@recordId"];

        var only = await RepositoryAsync(HttpMethod.Delete, $"/records/{id}/sources/PROMOTION_ENGINE/unlink");
        await OutcomeAsync(Entity("a", "c"), "ADMIN_SEEDING");
        await RepositoryAsync(HttpMethod.Delete, $"/records/{id}/sources/PROMOTION_ENGINE");
        var before = await RepositoryAsync(HttpMethod.Get, $"/records/{id}/meta");
        var done = await RepositoryAsync(HttpMethod.Delete, $"/records/{id}/sources/PROMOTION_ENGINE/unlink");
        var after = await RepositoryAsync(HttpMethod.Get, $"/records/{id}/meta");

        Assert.Multiple(() =>
        {
            Assert.That((int)only.Status, Is.EqualTo(403));
            Assert.That(only.Message, Does.Contain("because it is the only contributing source linked to the record."));
            Assert.That(before.Xml.Descendants("link").Count(), Is.EqualTo(2));
            Assert.That((int)done.Status, Is.EqualTo(200));
            Assert.That(after.Xml.Descendants("link").Select(link => link.Attribute("source")?.Value), Is.EqualTo(new[] { "ADMIN_SEEDING" }));
        });
    }
}

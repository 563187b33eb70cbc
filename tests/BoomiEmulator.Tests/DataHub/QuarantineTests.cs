namespace BoomiEmulator.Tests.DataHub;

internal sealed class QuarantineTests : DataHubTestBase
{
    private Task<Reply> ListAsync(string filter = "", string attributes = "") =>
        RepositoryAsync(HttpMethod.Post, "/quarantine/query", $"<QuarantineQueryRequest {attributes}>{filter}</QuarantineQueryRequest>");

    private static string? Transaction(Reply reply) => reply.Xml.Element("QuarantineEntry")?.Attribute("transactionId")?.Value;

    [Test]
    public async Task D19_Query_ListsFailuresNewestFirst()
    {
        await OutcomeAsync(Entity("a", "first", more: "<prodLatestVersion>x</prodLatestVersion>"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await OutcomeAsync("<componentmapping><id>second</id><nonsense/></componentmapping>", "ADMIN_SEEDING");

        var all = await ListAsync();
        var entries = all.Xml.Elements("QuarantineEntry").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(all.Xml.Attribute("totalCount")?.Value, Is.EqualTo("2"));
            Assert.That(entries.Select(entry => entry.Element("cause")?.Value), Is.EqualTo(new[] { "PARSE_FAILURE", "FIELD_FORMAT_ERROR" }));
            Assert.That(entries[1].Element("fields")?.Value, Is.EqualTo("prodLatestVersion"));
            Assert.That(entries[0].Element("fields"), Is.Null);
            Assert.That(entries[1].Element("entity")?.Element("componentmapping")?.Element("prodLatestVersion")?.Value, Is.EqualTo("x"));
            Assert.That(entries.Select(entry => entry.Attribute("transactionId")?.Value), Is.All.Not.Empty);
            Assert.That(entries[1].Attribute("sourceEntityId")?.Value, Is.EqualTo("a|first"));
        });
    }

    [Test]
    public async Task D19_Query_Filters_ApplyAndEntityIdNeedsASource()
    {
        await OutcomeAsync(Entity("a", "first", more: "<prodLatestVersion>x</prodLatestVersion>"));
        await OutcomeAsync("<componentmapping><id>second</id><nonsense/></componentmapping>", "ADMIN_SEEDING");

        var bySource = await ListAsync("<filter><sourceId>ADMIN_SEEDING</sourceId></filter>");
        var byEntity = await ListAsync("<filter><sourceEntityId>second</sourceEntityId></filter>");
        var byBoth = await ListAsync("<filter><sourceId>PROMOTION_ENGINE</sourceId><sourceEntityId>second</sourceEntityId></filter>");
        var byCause = await ListAsync("<filter><cause>FIELD_FORMAT_ERROR</cause></filter>", "includeData='false' limit='1'");
        var byField = await ListAsync("<filter><field name='DEVCOMPONENTID' value='fir'/></filter>");
        var wrongCause = await ListAsync("<filter><cause>POSSIBLE_DUP</cause></filter>");

        Assert.Multiple(() =>
        {
            Assert.That(bySource.Xml.Attribute("totalCount")?.Value, Is.EqualTo("1"));
            Assert.That(byEntity.Xml.Attribute("totalCount")?.Value, Is.EqualTo("2"), "Without a source the entity id has no effect.");
            Assert.That(byBoth.Xml.Attribute("totalCount")?.Value, Is.EqualTo("0"));
            Assert.That(byCause.Xml.Element("QuarantineEntry")?.Element("entity"), Is.Null);
            Assert.That(byField.Xml.Attribute("totalCount")?.Value, Is.EqualTo("1"));
            Assert.That(((int)wrongCause.Status, wrongCause.Message), Is.EqualTo((400, "Invalid quarantine cause: POSSIBLE_DUP")));
        });
    }

    [Test]
    public async Task Resubmit_OfAQuarantinedEntity_ResolvesTheOlderEntry()
    {
        await OutcomeAsync(Entity("a", "c", more: "<prodLatestVersion>x</prodLatestVersion>"));
        await OutcomeAsync(Entity("a", "c", more: "<prodLatestVersion>y</prodLatestVersion>"));
        var active = await ListAsync();
        await OutcomeAsync(Entity("a", "c", more: "<prodLatestVersion>1</prodLatestVersion>"));
        var resolved = await ListAsync(attributes: "type='RESOLVED'");

        Assert.Multiple(() =>
        {
            Assert.That(active.Xml.Attribute("totalCount")?.Value, Is.EqualTo("1"));
            Assert.That(resolved.Xml.Elements("QuarantineEntry").Select(entry => entry.Element("resolution")?.Value), Is.EqualTo(new[] { "INCORPORATE_SUCCESS", "SUPERSEDED" }));
            Assert.That(World.QuarantineCount(Main.Id, TestModel.Name), Is.Zero);
        });
    }

    [Test]
    public async Task Reject_TakesDuplicatesOnly()
    {
        await OutcomeAsync("<componentmapping><id>hard</id><nonsense/></componentmapping>");
        var hard = Transaction(await ListAsync());
        await OutcomeAsync(Entity("a", "c", id: "one"));
        await OutcomeAsync(Entity("a", "c", id: "two"));
        var duplicate = Transaction(await ListAsync("<filter><cause>POSSIBLE_DUPLICATE</cause></filter>"));

        var refused = await RepositoryAsync(HttpMethod.Post, $"/quarantine/{hard}/reject");
        var rejected = await RepositoryAsync(HttpMethod.Post, $"/quarantine/{duplicate}/reject");
        var again = await RepositoryAsync(HttpMethod.Post, $"/quarantine/{duplicate}/reject");

        Assert.Multiple(() =>
        {
            Assert.That(((int)refused.Status, refused.Message), Is.EqualTo((400, "This quarantine transaction is not rejectable.")));
            Assert.That((int)rejected.Status, Is.EqualTo(200));
            Assert.That((int)again.Status, Is.EqualTo(404));
        });
    }

    [Test]
    public async Task Approval_OnThePlatformSide_IncorporatesTheEntity()
    {
        var sources = TestModel.Source("CAREFUL", "Contribute", "<mdm:createApproval required='true'/><mdm:endDateApproval required='true'/>");
        var universe = World.Deploy(Other.Id, TestModel.Request(name: "Careful", sources: sources));
        var path = $"/repositories/{Other.Id}/universes/{universe}/quarantine";
        var batch = BatchOf("CAREFUL", Entity("a", "c")).Replace("componentmapping", "careful", StringComparison.Ordinal);
        await SendAsync(HttpMethod.Post, $"/mdm/universes/{universe}/records", batch, Other.User, Other.Token);
        var entry = await SendAsync(HttpMethod.Post, $"/mdm/universes/{universe}/quarantine/query", "<QuarantineQueryRequest/>", Other.User, Other.Token);

        var got = await PlatformAsync(HttpMethod.Get, $"{path}/{Transaction(entry)}", accept: "application/json");
        var approved = await PlatformAsync(HttpMethod.Post, $"{path}/{Transaction(entry)}/approve");

        Assert.Multiple(() =>
        {
            Assert.That(got.Body, Does.Contain("\"cause\":\"REQUIRES_APPROVAL\""));
            Assert.That(approved.Xml.Descendants().Single(element => element.Name.LocalName == "transaction").Attribute("stateDetail")?.Value, Is.EqualTo("CREATED"));
            Assert.That(World.Records(Other.Id, "Careful"), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Approval_OfAHardFailure_IsRefused_AndItCanBeDeleted()
    {
        await OutcomeAsync("<componentmapping><id>hard</id><nonsense/></componentmapping>");
        var path = $"/repositories/{Main.Id}/universes/{Universe}/quarantine/{Transaction(await ListAsync())}";

        var refused = await PlatformAsync(HttpMethod.Post, $"{path}/approve");
        var deleted = await PlatformAsync(HttpMethod.Post, $"{path}/delete");

        Assert.That((int)refused.Status, Is.EqualTo(400));
        Assert.That((int)deleted.Status, Is.EqualTo(200));
        Assert.That(World.QuarantineCount(Main.Id, TestModel.Name), Is.Zero);
    }
}

namespace BoomiEmulator.Tests.DataHub;

/// <summary>Groups, collections and references.</summary>
internal sealed class StructureTests : DataHubTestBase
{
    private const string Fields = """
        <mdm:field name="code" uniqueId="CODE" type="STRING" required="true"/>
        <mdm:fieldGroup name="address" uniqueId="ADDRESS" repeatable="false"><mdm:field name="city" uniqueId="CITY" type="STRING"/></mdm:fieldGroup>
        <mdm:fieldGroup name="phone" uniqueId="PHONE" repeatable="true" collectionTag="phones" collectionUniqueId="PHONES" identifyBy="KEY" collectionKeys="KIND">
          <mdm:field name="kind" uniqueId="KIND" type="STRING"/><mdm:field name="number" uniqueId="NUMBER" type="STRING"/>
        </mdm:fieldGroup>
        <mdm:field name="nickname" uniqueId="NICKNAME" type="STRING" repeatable="true" collectionTag="nicknames" collectionUniqueId="NICKNAMES" identifyBy="OCCURRENCE"/>
        <mdm:field name="parent" uniqueId="PARENT" type="REFERENCE" referenceUniverseId="{0}" incomingReferenceIntegrity="true" outgoingReferenceIntegrity="true"/>
        """;

    private const string Rule =
        "<mdm:matchRule topLevelOperator='AND'><mdm:simpleExpression><mdm:fieldUniqueId>CODE</mdm:fieldUniqueId></mdm:simpleExpression></mdm:matchRule>";

    private string _universe = string.Empty;

    [SetUp]
    public void DeployStructuredModel() => _universe = World.Deploy(
        Main.Id, TestModel.Request(name: "Person", fields: Fields.Replace("{0}", Universe, StringComparison.Ordinal), rules: Rule, title: "CODE"));

    private async Task<string> PersonAsync(string inner, string id = "1")
    {
        var accepted = await SendAsync(
            HttpMethod.Post, $"/mdm/universes/{_universe}/records", Batch($"<person><id>{id}</id>{inner}</person>"), Main.User, Main.Token);
        var status = await SendAsync(
            HttpMethod.Get, $"/mdm/universes/{_universe}/records/updates/{accepted.BatchId}?includeEntities=true", body: null, Main.User, Main.Token);
        return status.Xml.Descendants("stateDetail").Single().Value;
    }

    private async Task<Reply> PeopleAsync(string inner = "") =>
        await SendAsync(HttpMethod.Post, $"/mdm/universes/{_universe}/records/query", $"<RecordQueryRequest>{inner}</RecordQueryRequest>", Main.User, Main.Token);

    [Test]
    public async Task Group_FieldsStandInsideIt_FlatOnesAreAParseFailure()
    {
        Assert.That(await PersonAsync("<code>c</code><city>Berwyn</city>", "flat"), Is.EqualTo("PARSE_FAILURE"));
        Assert.That(await PersonAsync("<code>c</code><address><city>Berwyn</city></address>"), Is.EqualTo("CREATED"));
        Assert.That((await PeopleAsync()).Xml.Descendants("address").Single().Element("city")?.Value, Is.EqualTo("Berwyn"));
    }

    [Test]
    public async Task Collection_WithoutOperations_IsReplaced_WithThemIsMerged()
    {
        await PersonAsync("<code>c</code><phones><phone><kind>home</kind><number>1</number></phone><phone><kind>work</kind><number>2</number></phone></phones>");
        await PersonAsync("<phones><phone op='UPSERT'><kind>home</kind><number>3</number></phone><phone op='DELETE'><kind>work</kind></phone></phones>");
        var merged = (await PeopleAsync()).Xml.Descendants("phone").Select(phone => $"{phone.Element("kind")?.Value}={phone.Element("number")?.Value}").ToList();
        await PersonAsync("<phones><phone><kind>car</kind></phone></phones>");
        var replaced = (await PeopleAsync()).Xml.Descendants("phone").Select(phone => phone.Element("kind")?.Value).ToList();
        await PersonAsync("<phones/>");

        Assert.That(merged, Is.EqualTo(new[] { "home=3" }));
        Assert.That(replaced, Is.EqualTo(new[] { "car" }));
        Assert.That((await PeopleAsync()).Xml.Descendants("phones"), Is.Empty);
    }

    [TestCase("<phones><phone><kind>home</kind></phone><phone><kind>HOME</kind></phone></phones>", "DUPLICATE_KEY")]
    [TestCase("<phones><phone><number>1</number></phone></phones>", "REQUIRED_FIELD")]
    [TestCase("<phones><phone op='UPSERT'><kind>a</kind></phone><phone><kind>b</kind></phone></phones>", "PARSE_FAILURE")]
    [TestCase("<nicknames><nickname op='DELETE'>x</nickname></nicknames>", "PARSE_FAILURE")]
    [TestCase("<phone><kind>home</kind></phone>", "PARSE_FAILURE")]
    public async Task Collection_Wrong_IsQuarantined(string collection, string cause) =>
        Assert.That(await PersonAsync("<code>c</code>" + collection), Is.EqualTo(cause));

    [Test]
    public async Task Query_FieldOfACollection_FindsAnyItem()
    {
        await PersonAsync("<code>c</code><nicknames><nickname>Bob</nickname><nickname>Rob</nickname></nicknames>");

        var found = await PeopleAsync("<filter><fieldValue><fieldId>NICKNAME</fieldId><operator>EQUALS</operator><value>rob</value></fieldValue></filter>");
        var notAllowed = await PeopleAsync("<filter><fieldValue><fieldId>NICKNAME</fieldId><operator>IS_NULL</operator></fieldValue></filter>");
        var sorted = await PeopleAsync("<sort><sortField><fieldId>PARENT</fieldId><direction>ASC</direction></sortField></sort>");

        Assert.Multiple(() =>
        {
            Assert.That(found.Xml.Descendants("nickname").Select(name => name.Value), Is.EqualTo(new[] { "Bob", "Rob" }));
            Assert.That((int)notAllowed.Status, Is.EqualTo(400));
            Assert.That(sorted.Message, Is.EqualTo("Sorting on this field type is not supported: fieldId = 'PARENT'; type = 'REFERENCE'."));
        });
    }

    [Test]
    public async Task Reference_IsSentAsSourceKeyAndReadAsRecordId()
    {
        Seed(1);
        var target = World.Records(Main.Id, TestModel.Name)[0]["@recordId"];

        var unknown = await PersonAsync("<code>c</code><parent>nobody</parent>", "lost");
        var created = await PersonAsync("<code>c</code><parent>acme-DEV001|component-00001</parent>");
        var endDate = await RepositoryAsync(HttpMethod.Post, $"/records/{target}/enddate");

        Assert.Multiple(async () =>
        {
            Assert.That(unknown, Is.EqualTo("REFERENCE_UNKNOWN"));
            Assert.That(created, Is.EqualTo("CREATED"));
            Assert.That((await PeopleAsync()).Xml.Descendants("parent").Single().Value, Is.EqualTo(target));
            Assert.That(
                endDate.Xml.Descendants("message").Single().Value,
                Is.EqualTo("The requested action cannot be performed on this record because it is referenced by another record."));
        });
    }
}

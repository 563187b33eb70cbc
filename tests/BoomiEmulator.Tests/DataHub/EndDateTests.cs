namespace BoomiEmulator.Tests.DataHub;

internal sealed class EndDateTests : DataHubTestBase
{
    private string RecordId(int index = 0) => World.Records(Main.Id, TestModel.Name)[index]["@recordId"];

    [Test]
    public async Task D17_EndDate_UnknownOrEndDatedRecord_Is200WithoutSuccess()
    {
        Seed(1);
        var id = RecordId();

        var done = await RepositoryAsync(HttpMethod.Post, $"/records/{id}/enddate");
        var twice = await RepositoryAsync(HttpMethod.Post, $"/records/{id}/enddate");
        var unknown = await RepositoryAsync(HttpMethod.Post, "/records/nothing/enddate");

        Assert.Multiple(() =>
        {
            Assert.That(done.Xml.Descendants("success").Single().Value, Is.EqualTo("true"));
            Assert.That((int)twice.Status, Is.EqualTo(200));
            Assert.That(twice.Xml.Descendants("success").Single().Value, Is.EqualTo("false"));
            Assert.That(twice.Xml.Descendants("message").Single().Value, Does.Contain("is currently end-dated in universe"));
            Assert.That((int)unknown.Status, Is.EqualTo(200));
            Assert.That(unknown.Xml.Descendants("message").Single().Value, Is.EqualTo("A record with id 'nothing' does not exist."));
        });
    }

    [Test]
    public async Task D17_EndDate_ByIds_GivesOneResultEach()
    {
        Seed(3);
        var ids = new[] { RecordId(), RecordId(2), "nothing" };

        var reply = await RepositoryAsync(HttpMethod.Post, "/records/enddate", Request(ids));
        var none = await RepositoryAsync(HttpMethod.Post, "/records/enddate", "<RecordEndDateRequest/>");
        var tooMany = await RepositoryAsync(HttpMethod.Post, "/records/enddate", Request(Enumerable.Range(0, 101).Select(number => $"r{number}")));

        Assert.Multiple(() =>
        {
            Assert.That(reply.Xml.Descendants("success").Select(success => success.Value), Is.EqualTo(new[] { "true", "true", "false" }));
            Assert.That(World.Records(Main.Id, TestModel.Name).Select(record => record["devComponentId"]), Is.EqualTo(new[] { "component-00002" }));
            Assert.That(((int)none.Status, none.Message), Is.EqualTo((400, "No records are specified for end-dating.")));
            Assert.That(((int)tooMany.Status, tooMany.Message), Is.EqualTo((400, "Cannot end-date more than 100 records at one time.")));
        });
    }

    [Test]
    public async Task D17_EndDate_ByFilter_Is202WithoutBody()
    {
        Seed(3);
        Seed(1, "acme-DEV002");

        var reply = await RepositoryAsync(
            HttpMethod.Post,
            "/records/enddate",
            "<RecordEndDateRequest><filter><fieldValue><fieldId>DEVACCOUNTID</fieldId><operator>EQUALS</operator><value>acme-DEV001</value></fieldValue></filter></RecordEndDateRequest>");

        Assert.Multiple(() =>
        {
            Assert.That((int)reply.Status, Is.EqualTo(202));
            Assert.That(reply.Body, Is.Empty);
            Assert.That(World.Records(Main.Id, TestModel.Name).Select(record => record["devAccountId"]), Is.EqualTo(new[] { "acme-DEV002" }));
        });
    }

    [Test]
    public async Task EndDated_AreListedByPage()
    {
        Seed(5);
        await RepositoryAsync(HttpMethod.Post, "/records/enddate", Request([RecordId(0), RecordId(1), RecordId(2)]));

        var first = await RepositoryAsync(HttpMethod.Post, "/records/enddated?limit=2");
        var second = await RepositoryAsync(HttpMethod.Post, $"/records/enddated?limit=2&offsetToken={Uri.EscapeDataString(first.Xml.Attribute("offsetToken")!.Value)}");

        Assert.Multiple(() =>
        {
            Assert.That(first.Xml.Attribute("totalCount")?.Value, Is.EqualTo("3"));
            Assert.That(Components(first), Is.EqualTo(new[] { "component-00001", "component-00002" }));
            Assert.That(Components(second), Is.EqualTo(new[] { "component-00003" }));
        });
    }

    [Test]
    public async Task Purge_OfAnEndDatedRecord_FreesItsKey()
    {
        Seed(1);
        var id = RecordId();

        var active = await RepositoryAsync(HttpMethod.Post, $"/records/{id}/purge");
        await RepositoryAsync(HttpMethod.Post, $"/records/{id}/enddate");
        var purged = await RepositoryAsync(HttpMethod.Post, $"/records/{id}/purge");
        var gone = await RepositoryAsync(HttpMethod.Get, $"/records/{id}");
        var outcome = await OutcomeAsync(Entity("acme-DEV001", "component-00001"));

        Assert.Multiple(() =>
        {
            Assert.That(active.Xml.Descendants("message").Single().Value, Is.EqualTo($"The selected record with ID '{id}' is active and therefore cannot be purged."));
            Assert.That(purged.Xml.Descendants("success").Single().Value, Is.EqualTo("true"));
            Assert.That(((int)gone.Status, gone.Xml.Name.LocalName, gone.Message), Is.EqualTo((404, "errors", $"A record with id '{id}' does not exist.")));
            Assert.That(outcome, Is.EqualTo("COMPLETED CREATED"));
        });
    }

    [TestCase("/records/purge")]
    [TestCase("/records/enddated/purge")]
    public async Task Purge_OfManyRecords_TellsEach(string path)
    {
        Seed(2);
        var ended = RecordId();
        var active = RecordId(1);
        await RepositoryAsync(HttpMethod.Post, $"/records/{ended}/enddate");

        var reply = await RepositoryAsync(HttpMethod.Post, path, Request([ended, active, "nothing"]).Replace("EndDate", "Purge", StringComparison.Ordinal));

        Assert.That(reply.Xml.Descendants("success").Select(success => success.Value), Is.EqualTo(new[] { "true", "false", "false" }));
    }

    private static string Request(IEnumerable<string> ids) =>
        $"<RecordEndDateRequest>{string.Concat(ids.Select(id => $"<recordId>{id}</recordId>"))}</RecordEndDateRequest>";
}

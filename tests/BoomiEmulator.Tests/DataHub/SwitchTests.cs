using BoomiEmulator.DataHub;

namespace BoomiEmulator.Tests.DataHub;

/// <summary>The other answer to each open question; the first answers are tested with everything else.</summary>
internal sealed class SwitchTests : DataHubTestBase
{
    protected override DataHubOptions Options => base.Options with
    {
        Switches = new DataHubSwitches
        {
            QueriesIgnoreCase = false,
            OffsetTokenOnLastPage = true,
            RefuseLimitAbovePageLimit = true,
            LocationHeader = false,
            RequiredFieldsInEveryEntity = true,
            ShowNormalisedModelNames = true,
            MalformedQueryIsBadRequest = true,
        },
    };

    [TestCase("Order sync", 1)]
    [TestCase("order sync", 0)]
    public async Task Query_WhenCaseMatters_FindsTheSameCaseOnly(string value, int count)
    {
        await OutcomeAsync(Entity("a", "c"));

        var reply = await QueryAsync($"<filter><fieldValue><fieldId>COMPONENTNAME</fieldId><operator>EQUALS</operator><value>{value}</value></fieldValue></filter>");

        Assert.That(reply.Xml.Attribute("totalCount")?.Value, Is.EqualTo($"{count}"));
    }

    [Test]
    public async Task Query_LastPage_CarriesATokenThatLeadsToAnEmptyPage()
    {
        Seed(2);

        var last = await QueryAsync(string.Empty);
        var beyond = await QueryAsync(string.Empty, $"offsetToken='{last.Xml.Attribute("offsetToken")?.Value}'");

        Assert.That(last.Xml.Attribute("offsetToken")?.Value, Is.EqualTo("Mg=="));
        Assert.That(beyond.Xml.Attribute("resultCount")?.Value, Is.EqualTo("0"));
        Assert.That(beyond.Xml.Attribute("offsetToken"), Is.Null);
    }

    [Test]
    public async Task Query_LimitAboveThePageLimit_IsRefused()
    {
        Assert.That((int)(await QueryAsync(string.Empty, "limit='201'")).Status, Is.EqualTo(400));
        Assert.That((int)(await QueryAsync(string.Empty, "limit='200'")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Query_BodyThatIsNoQuery_IsABadRequest() =>
        Assert.That((int)(await RepositoryAsync(HttpMethod.Post, "/records/query", "<x/>")).Status, Is.EqualTo(400));

    [Test]
    public async Task Batch_WithoutLocationHeader_StillGivesTheUrl()
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/records", Batch(Entity("a", "c")));

        Assert.That(reply.Location, Is.Null);
        Assert.That(reply.Body, Does.EndWith("/records/updates/1"));
    }

    [Test]
    public async Task PartialUpdate_WhenRequiredFieldsAreNeededEveryTime_IsQuarantined()
    {
        await OutcomeAsync(Entity("a", "c"));

        Assert.That(await OutcomeAsync("<componentmapping><id>a|c</id><notes>x</notes></componentmapping>"), Is.EqualTo("QUARANTINED REQUIRED_FIELD"));
    }

    [Test]
    public async Task Models_AreListedUnderTheirNormalisedNames()
    {
        var reply = await PlatformAsync(HttpMethod.Get, "/models");

        Assert.That(reply.Xml.Descendants().First(element => element.Name.LocalName == "name").Value, Is.EqualTo("componentmapping"));
    }
}

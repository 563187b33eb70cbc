using BoomiEmulator.DataHub;

namespace BoomiEmulator.Tests.DataHub;

internal sealed class SourceTests : DataHubTestBase
{
    private const string Create = """
        <mdm:CreateSourceRequest xmlns:mdm="http://mdm.api.platform.boomi.com/">
          <mdm:name>{0}</mdm:name><mdm:sourceId>{1}</mdm:sourceId><mdm:entityIdUrl></mdm:entityIdUrl>
        </mdm:CreateSourceRequest>
        """;

    private string _universe = string.Empty;

    protected override DataHubOptions Options => base.Options with { SourceTransitionDelay = TimeSpan.FromSeconds(2) };

    private static string Request(string name, string id) =>
        Create.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", id, StringComparison.Ordinal);

    [SetUp]
    public async Task DeployOverThePlatformSideAsync()
    {
        var created = await PlatformAsync(HttpMethod.Post, "/models", TestModel.Request(name: "Fresh"));
        _universe = created.Xml.Descendants().Single(element => element.Name.LocalName == "id").Value;
        await PlatformAsync(HttpMethod.Post, $"/models/{_universe}/publish", "<mdm:PublishModelRequest xmlns:mdm='http://mdm.api.platform.boomi.com/'/>");
        await PlatformAsync(HttpMethod.Post, $"/universe/{_universe}/deploy?version=1&repositoryId={Main.Id}");
    }

    private Task<Reply> SourceAsync(HttpMethod method, string source, string verb) =>
        PlatformAsync(method, $"/repositories/{Main.Id}/universes/{_universe}/sources/{source}/{verb}", accept: method == HttpMethod.Get ? "application/json" : null);

    private async Task<string> StatusOfAsync(string source)
    {
        var body = (await SourceAsync(HttpMethod.Get, source, "status")).Body;
        return body.Replace("{\"status\":\"", string.Empty, StringComparison.Ordinal).TrimEnd('"', '}');
    }

    private Task<Reply> SendBatchAsync(string source) => SendAsync(
        HttpMethod.Post,
        $"/mdm/universes/{_universe}/records",
        BatchOf(source, Entity("a", "c")).Replace("componentmapping", "fresh", StringComparison.Ordinal),
        Main.User,
        Main.Token);

    [Test]
    public async Task D13_Batch_BeforeTheInitialLoad_IsNotYetTaken()
    {
        Time.Advance(TimeSpan.FromSeconds(2));

        var before = await SendBatchAsync("PROMOTION_ENGINE");
        await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "enableInitialLoad");
        var requested = await SendBatchAsync("PROMOTION_ENGINE");
        Time.Advance(TimeSpan.FromSeconds(2));
        var during = await SendBatchAsync("PROMOTION_ENGINE");

        Assert.Multiple(() =>
        {
            Assert.That((int)before.Status, Is.EqualTo(400));
            Assert.That(before.Message, Does.EndWith("because this source is not yet marked as one that can send updates."));
            Assert.That((int)requested.Status, Is.EqualTo(400));
            Assert.That((int)during.Status, Is.EqualTo(202));
        });
    }

    [Test]
    public async Task D21_Source_GoesThroughItsLife()
    {
        var states = new List<string> { await StatusOfAsync("PROMOTION_ENGINE") };
        Time.Advance(TimeSpan.FromSeconds(2));
        states.Add(await StatusOfAsync("PROMOTION_ENGINE"));
        var enabled = await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "enableInitialLoad");
        states.Add(await StatusOfAsync("PROMOTION_ENGINE"));
        Time.Advance(TimeSpan.FromSeconds(2));
        states.Add(await StatusOfAsync("PROMOTION_ENGINE"));
        await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "finishInitialLoad");
        states.Add(await StatusOfAsync("PROMOTION_ENGINE"));
        Time.Advance(TimeSpan.FromSeconds(2));
        states.Add(await StatusOfAsync("PROMOTION_ENGINE"));
        var again = await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "enableInitialLoad");

        Assert.Multiple(() =>
        {
            Assert.That(enabled.Body, Does.EndWith("<true />"));
            Assert.That(states, Is.EqualTo(new[]
            {
                "SOURCE_ATTACHMENT_REQUESTED", "SOURCE_ATTACHED", "ENABLE_INITIAL_LOAD_REQUESTED",
                "INITIAL_LOAD_ENABLED", "FINISH_INITIAL_LOAD_REQUESTED", "INITIAL_LOAD_FINISHED",
            }));
            Assert.That(((int)again.Status, again.Message), Is.EqualTo((400, "Source cannot be transitioned to state: STRAPPING")));
        });
    }

    [Test]
    public async Task D21_InitialLoad_OfASecondSource_WaitsForTheFirst()
    {
        Time.Advance(TimeSpan.FromSeconds(2));
        await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "enableInitialLoad");

        var requested = await SourceAsync(HttpMethod.Post, "ADMIN_SEEDING", "enableInitialLoad");
        Time.Advance(TimeSpan.FromSeconds(2));
        var enabled = await SourceAsync(HttpMethod.Post, "ADMIN_SEEDING", "enableInitialLoad");
        await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "finishInitialLoad");
        var finishing = await SourceAsync(HttpMethod.Post, "ADMIN_SEEDING", "enableInitialLoad");
        Time.Advance(TimeSpan.FromSeconds(2));
        var free = await SourceAsync(HttpMethod.Post, "ADMIN_SEEDING", "enableInitialLoad");

        Assert.Multiple(() =>
        {
            foreach (var refused in new[] { requested, enabled, finishing })
                Assert.That(((int)refused.Status, refused.Message), Is.EqualTo((400, "Cannot perform an initial load on more than one source at a time.")));
            Assert.That((int)free.Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task InitialLoad_OutOfOrderOrOfAnAcceptingSource_IsRefused()
    {
        Time.Advance(TimeSpan.FromSeconds(2));

        var finish = await SourceAsync(HttpMethod.Post, "PROMOTION_ENGINE", "finishInitialLoad");
        var accepts = await SourceAsync(HttpMethod.Post, "READER", "enableInitialLoad");
        var unknown = await SourceAsync(HttpMethod.Get, "NOBODY", "status");
        var notDeployed = await PlatformAsync(HttpMethod.Post, $"/repositories/{Other.Id}/universes/{_universe}/sources/READER/enableInitialLoad");

        Assert.Multiple(() =>
        {
            Assert.That(finish.Message, Is.EqualTo("Source cannot be transitioned to state: STRAPPED"));
            Assert.That(accepts.Message, Is.EqualTo("Source cannot be transitioned to state: STRAPPING"));
            Assert.That(((int)unknown.Status, unknown.Message), Is.EqualTo((400, "The source with ID 'NOBODY' is not attached to the specified universe.")));
            Assert.That(((int)notDeployed.Status, notDeployed.Message), Is.EqualTo((400, $"Universe '{_universe}' is not deployed to repository '{Other.Id}'.")));
        });
    }

    [TestCase("Salesforce", "SF", 200, "")]
    [TestCase("Again", "PROMOTION_ENGINE", 400, "A source with ID 'PROMOTION_ENGINE' already exists in this account.")]
    [TestCase("", "SF", 400, "A source name was not specified.")]
    [TestCase("Salesforce", "", 400, "A source ID was not specified.")]
    [TestCase("Salesforce", "S F", 400, "The specified source ID is invalid.")]
    public async Task Source_Create_ChecksItsNameAndId(string name, string id, int status, string message)
    {
        var reply = await PlatformAsync(HttpMethod.Post, "/sources/create", Request(name, id));

        Assert.That((int)reply.Status, Is.EqualTo(status));
        Assert.That(status == 200 ? string.Empty : reply.Message, Is.EqualTo(message));
    }

    [Test]
    public async Task Sources_OfModels_ExistInTheAccount()
    {
        var list = await PlatformAsync(HttpMethod.Get, "/sources");
        var one = await PlatformAsync(HttpMethod.Get, "/sources/PROMOTION_ENGINE");
        var attached = await PlatformAsync(HttpMethod.Delete, "/sources/PROMOTION_ENGINE");
        var unknown = await PlatformAsync(HttpMethod.Get, "/sources/WD");

        Assert.Multiple(() =>
        {
            Assert.That(
                list.Xml.Descendants().Where(element => element.Name.LocalName == "sourceId").Select(element => element.Value),
                Is.EqualTo(new[] { "ADMIN_SEEDING", "PROMOTION_ENGINE", "READER" }));
            Assert.That(one.Xml.Elements().Count(element => element.Name.LocalName == "sourceAttachment"), Is.EqualTo(2));
            Assert.That((int)attached.Status, Is.EqualTo(400));
            Assert.That(((int)unknown.Status, unknown.Message), Is.EqualTo((400, "A source with ID 'WD' does not exist in this account.")));
        });
    }
}

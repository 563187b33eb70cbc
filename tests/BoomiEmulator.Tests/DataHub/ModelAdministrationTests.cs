using BoomiEmulator.DataHub;

namespace BoomiEmulator.Tests.DataHub;

internal sealed class ModelAdministrationTests : DataHubTestBase
{
    private const string Note = "<mdm:PublishModelRequest xmlns:mdm='http://mdm.api.platform.boomi.com/'><mdm:notes>n</mdm:notes></mdm:PublishModelRequest>";

    protected override DataHubOptions Options => base.Options with { DeploymentDelay = TimeSpan.FromSeconds(3), RepositoryCreationDelay = TimeSpan.FromSeconds(5) };

    private static string Value(Reply reply, string name) => reply.Xml.Descendants().First(element => element.Name.LocalName == name).Value;

    private async Task<string> CreateAsync(
        string name = "Orders", string fields = TestModel.Fields, string rules = TestModel.NaturalKey, string title = "DEVCOMPONENTID")
    {
        var reply = await PlatformAsync(HttpMethod.Post, "/models", TestModel.Request(name: name, fields: fields, rules: rules, title: title));
        Assert.That((int)reply.Status, Is.EqualTo(200), reply.Body);
        Assert.That(reply.Xml.Name.LocalName, Is.EqualTo("CreateModelResponse"));
        return Value(reply, "id");
    }

    private Task<Reply> PublishAsync(string id) => PlatformAsync(HttpMethod.Post, $"/models/{id}/publish", Note);

    private Task<Reply> DeployAsync(string id, int version) => PlatformAsync(HttpMethod.Post, $"/universe/{id}/deploy?version={version}&repositoryId={Main.Id}");

    [Test]
    public async Task D20_Create_FieldNamedIdAtTheRoot_IsRefused()
    {
        var reply = await PlatformAsync(HttpMethod.Post, "/models", TestModel.Request(
            name: "Orders", fields: "<mdm:field name='id' uniqueId='ID' type='STRING'/>" + TestModel.Fields));

        Assert.That((int)reply.Status, Is.EqualTo(400));
        Assert.That(Value(reply, "error"), Is.EqualTo("A user-defined 'id' field exists at the root level."));
    }

    [Test]
    public async Task Create_SeveralErrors_AreAllTold()
    {
        var reply = await PlatformAsync(HttpMethod.Post, "/models", TestModel.Request(
            name: "X",
            fields: """
                <mdm:field name="city" uniqueId="CITY" type="STRING" maxLength="300"/>
                <mdm:field name="town" uniqueId="CITY" type="STRING"/>
                <mdm:field name="when" uniqueId="WHEN" type="DATE_TIME"/>
                """,
            sources: TestModel.Source("S", "contribute-only"),
            rules: "<mdm:matchRule topLevelOperator='XOR'/>",
            title: "ALIAS"));

        Assert.That((int)reply.Status, Is.EqualTo(400));
        Assert.That(reply.Xml.Descendants().Where(element => element.Name.LocalName == "error").Select(element => element.Value), Is.EquivalentTo(new[]
        {
            "Model creation failed due to a null or invalid model name. The name must have at least 2 characters and no more than 40.",
            "Field CITY has more than 255 characters",
            "Unique ID CITY is a duplicate",
            "Missing required properties for field when",
            "Invalid source type",
            "Invalid top-level operator in match rule",
            "Match rule is empty",
            "Title field ALIAS does not exist in the model",
        }));
    }

    [TestCase("<mdm:UpdateModelRequest xmlns:mdm='http://mdm.api.platform.boomi.com/'/>", "Message body is invalid: expected CreateModelRequest")]
    [TestCase("<CreateModelRequest/>", "Message body is invalid: expected CreateModelRequest")]
    [TestCase("{\"name\":\"Orders\"}", "Unable to read message body. Please make sure the XML structure and namespace are correct.")]
    public async Task Create_BodyOfAnotherKind_IsRefused(string body, string message)
    {
        var reply = await PlatformAsync(HttpMethod.Post, "/models", body);

        Assert.That(((int)reply.Status, reply.Message), Is.EqualTo((400, message)));
    }

    [Test]
    public async Task D20_Get_DraftOnlyModel_NeedsDraft()
    {
        var id = await CreateAsync();

        var plain = await PlatformAsync(HttpMethod.Get, $"/models/{id}");
        var draft = await PlatformAsync(HttpMethod.Get, $"/models/{id}?draft=true");
        var noGuid = await PlatformAsync(HttpMethod.Get, "/models/1");
        var unknown = await PlatformAsync(HttpMethod.Get, "/models/851a6a64-6a88-4916-a5b7-d6a974d54318");

        Assert.Multiple(() =>
        {
            Assert.That(((int)plain.Status, plain.Message), Is.EqualTo((400, $"{id} is not a valid component ID.")));
            Assert.That(draft.Xml.Name.LocalName, Is.EqualTo("GetModelResponse"));
            Assert.That(draft.Xml.Descendants().Count(element => element.Name.LocalName == "field"), Is.EqualTo(11));
            Assert.That(noGuid.Message, Is.EqualTo("1 is not a valid component ID."));
            Assert.That(unknown.Message, Is.EqualTo("A model with ID 851a6a64-6a88-4916-a5b7-d6a974d54318 does not exist."));
        });
    }

    [Test]
    public async Task D20_Publish_Twice_HasNoChanges()
    {
        var id = await CreateAsync();

        var first = await PublishAsync(id);
        var second = await PublishAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That((Value(first, "version"), Value(first, "user")), Is.EqualTo(("1", "promotion@acme.example")));
            Assert.That(((int)second.Status, second.Message), Is.EqualTo((400, "There are no changes. A new version will not be published.")));
        });
    }

    [Test]
    public async Task D20_Publish_WithoutMatchRule_IsRefused()
    {
        var id = await CreateAsync(rules: string.Empty);

        Assert.That((int)(await PublishAsync(id)).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task D20_Deploy_IsPendingAndThenSuccess()
    {
        var id = await CreateAsync();
        await PublishAsync(id);

        var requested = await DeployAsync(id, 1);
        var status = $"/universe/{id}/deployments/{Value(requested, "id")}";
        var pending = await PlatformAsync(HttpMethod.Get, status);
        var early = await SendAsync(HttpMethod.Get, $"/mdm/universes/{id}", body: null, Main.User, Main.Token);
        Time.Advance(TimeSpan.FromSeconds(3));
        var done = await PlatformAsync(HttpMethod.Get, status, accept: "application/json");
        var deployed = await SendAsync(HttpMethod.Get, $"/mdm/universes/{id}", body: null, Main.User, Main.Token);

        Assert.Multiple(() =>
        {
            Assert.That(Value(requested, "status"), Is.EqualTo("PENDING"));
            Assert.That(Value(requested, "universeId"), Is.EqualTo(id));
            Assert.That(Value(requested, "url"), Does.EndWith($"/mdm/api/rest/v1/{Account}{status}"));
            Assert.That(Value(pending, "status"), Is.EqualTo("PENDING"));
            Assert.That((int)early.Status, Is.EqualTo(404));
            Assert.That(done.Body, Does.Contain("\"status\":\"SUCCESS\"").And.Contain("\"completionDate\":\"2026-02-01T10:00:03Z\""));
            Assert.That((int)deployed.Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task D20_Deploy_UnpublishedVersionOrUnknownRepository_IsRefused()
    {
        var id = await CreateAsync();
        await PublishAsync(id);

        var version = await DeployAsync(id, 2);
        var noRepository = await PlatformAsync(HttpMethod.Post, $"/universe/{id}/deploy?version=1");
        var repository = await PlatformAsync(HttpMethod.Post, $"/universe/{id}/deploy?version=1&repositoryId=nothing");
        var deployment = await PlatformAsync(HttpMethod.Get, $"/universe/{id}/deployments/nothing");

        Assert.Multiple(() =>
        {
            Assert.That(((int)version.Status, version.Message), Is.EqualTo((400, $"Version 2 of model with id: {id} could not be found.")));
            Assert.That(((int)noRepository.Status, noRepository.Message), Is.EqualTo((400, "The repository id is required.")));
            Assert.That((int)repository.Status, Is.EqualTo(400));
            Assert.That(repository.Message, Does.StartWith("Could not find containerAccount for container id nothing"));
            Assert.That((int)deployment.Status, Is.EqualTo(400));
        });
    }

    [TestCase(8, 255, true)]
    [TestCase(9, 255, false)]
    [TestCase(32, 64, true)]
    [TestCase(33, 64, false)]
    public async Task Deploy_RowOfMoreThan8KilobytesAtFourBytesACharacter_IsBlocked(int fields, int length, bool fits)
    {
        var strings = string.Concat(Enumerable.Range(0, fields).Select(number => $"<mdm:field name='f{number}' uniqueId='F{number}' type='STRING' maxLength='{length}'/>"));
        var id = await CreateAsync(
            "Wide",
            strings + "<mdm:field name='long' uniqueId='LONG' type='REFERENCE' referenceUniverseId='x'/>",
            "<mdm:matchRule topLevelOperator='AND'><mdm:simpleExpression><mdm:fieldUniqueId>F0</mdm:fieldUniqueId></mdm:simpleExpression></mdm:matchRule>",
            "F0");
        await PublishAsync(id);

        var reply = await DeployAsync(id, 1);

        Assert.That((int)reply.Status, Is.EqualTo(fits ? 200 : 400), reply.Body);
    }

    [Test]
    public async Task Update_OfAPublishedModel_AddsFieldsButFreezesTypes()
    {
        var id = await CreateAsync();
        await PublishAsync(id);

        var frozen = await PlatformAsync(HttpMethod.Put, $"/models/{id}", TestModel.Request(
            "Update", "Orders", TestModel.Fields.Replace("uniqueId=\"SHARE\" type=\"FLOAT\"", "uniqueId=\"SHARE\" type=\"STRING\"", StringComparison.Ordinal)));
        var added = await PlatformAsync(HttpMethod.Put, $"/models/{id}", TestModel.Request(
            "Update", "Orders", TestModel.Fields + "<mdm:field name='more' uniqueId='MORE' type='STRING'/>"));
        var listed = await PlatformAsync(HttpMethod.Get, "/models?name=orders");
        var published = await PublishAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That((int)frozen.Status, Is.EqualTo(400));
            Assert.That(frozen.Xml.Name.LocalName, Is.EqualTo("UpdateModelResponse"));
            Assert.That(Value(frozen, "error"), Is.EqualTo("Field SHARE type cannot be changed"));
            Assert.That((int)added.Status, Is.EqualTo(200));
            Assert.That(listed.Xml.Descendants().Where(element => element.Name.LocalName == "publicationStatus").Select(element => element.Value), Is.EqualTo(new[] { "true", "false" }));
            Assert.That(Value(published, "version"), Is.EqualTo("2"));
        });
    }

    [Test]
    public async Task Redeploy_OfANewVersion_KeepsTheRecords()
    {
        Seed(2);
        await PlatformAsync(HttpMethod.Put, $"/models/{Universe}", TestModel.Request("Update", fields: TestModel.Fields + "<mdm:field name='more' uniqueId='MORE' type='STRING'/>"));
        await PublishAsync(Universe);
        await DeployAsync(Universe, 2);
        Time.Advance(TimeSpan.FromSeconds(3));

        Assert.That(await OutcomeAsync(Entity("acme-DEV001", "component-00001", more: "<more>x</more>")), Is.EqualTo("COMPLETED UPDATED"));
        Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Delete_DeployedModel_IsInUse_AndADeletedOneIsStillAnsweredById()
    {
        var inUse = await PlatformAsync(HttpMethod.Delete, $"/models/{Universe}");
        var undeployed = await PlatformAsync(HttpMethod.Delete, $"/repositories/{Main.Id}/universe/{Universe}");
        var again = await PlatformAsync(HttpMethod.Delete, $"/repositories/{Main.Id}/universe/{Universe}");
        var gone = await RepositoryAsync(HttpMethod.Get, string.Empty);
        var deleted = await PlatformAsync(HttpMethod.Delete, $"/models/{Universe}");
        var byId = await PlatformAsync(HttpMethod.Get, $"/models/{Universe}");
        var list = await PlatformAsync(HttpMethod.Get, "/models");

        Assert.Multiple(() =>
        {
            Assert.That(((int)inUse.Status, inUse.Message), Is.EqualTo((400, "Model is in use by one or more repositories. Please undeploy this model before attempting to delete it.")));
            Assert.That(undeployed.Xml.Name.LocalName, Is.EqualTo("true"));
            Assert.That(((int)again.Status, again.Message), Is.EqualTo((400, $"Model with id {Universe} is not deployed to repository Main.")));
            Assert.That((int)gone.Status, Is.EqualTo(404));
            Assert.That(deleted.Body, Is.EqualTo("true"));
            Assert.That((int)byId.Status, Is.EqualTo(200));
            Assert.That(((int)list.Status, list.Message), Is.EqualTo((400, "No Models are available")));
        });
    }

    [TestCase("draft", "Drafted")]
    [TestCase("publish", "ComponentMapping")]
    public async Task List_ByPublicationStatus_Filters(string status, string expected)
    {
        await CreateAsync("Drafted");

        var reply = await PlatformAsync(HttpMethod.Get, $"/models?publicationStatus={status}", accept: "application/json");
        var wrong = await PlatformAsync(HttpMethod.Get, "/models?publicationStatus=DEPLOYED");

        Assert.That(reply.ContentType, Is.EqualTo("application/json"));
        Assert.That(reply.Body, Does.Contain($"\"name\":\"{expected}\"").And.Contain("\"Model\":["));
        Assert.That(wrong.Message, Is.EqualTo("Query parameter publicationStatus must have a value of all, draft, or publish"));
    }

    [Test]
    public async Task Repository_Created_IsPendingAndThenUsable()
    {
        var clouds = await PlatformAsync(HttpMethod.Get, "/clouds");
        var cloud = clouds.Xml.Elements().First().Attribute("cloudId")!.Value;

        var created = await PlatformAsync(HttpMethod.Post, $"/clouds/{cloud}/repositories/New%20one/create");
        var pending = await PlatformAsync(HttpMethod.Get, $"/repositories/{created.Body}/status");
        Time.Advance(TimeSpan.FromSeconds(5));
        var ready = await PlatformAsync(HttpMethod.Get, $"/repositories/{created.Body}/status");
        var repository = World.Repositories.Single(candidate => candidate.Id == created.Body);
        var universes = await SendAsync(HttpMethod.Get, "/mdm/universes", body: null, repository.User, repository.Token);

        Assert.Multiple(() =>
        {
            Assert.That(created.ContentType, Is.EqualTo("text/plain"));
            Assert.That(pending.Xml.Attribute("status")?.Value, Is.EqualTo("PENDING"));
            Assert.That(ready.Xml.Attribute("status")?.Value, Is.EqualTo("SUCCESS"));
            Assert.That(repository.Name, Is.EqualTo("New one"));
            Assert.That((int)universes.Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task Repositories_Listed_CarryCounters()
    {
        Seed(3);
        await OutcomeAsync("<componentmapping><id>1</id><nonsense/></componentmapping>");

        var list = await PlatformAsync(HttpMethod.Get, "/repositories");
        var one = await PlatformAsync(HttpMethod.Get, $"/repositories/{Main.Id}/universes/{Universe}", accept: "application/json");

        var main = list.Xml.Elements().First();
        Assert.Multiple(() =>
        {
            Assert.That(list.Xml.Elements().Count(), Is.EqualTo(2));
            Assert.That(main.Attribute("name")?.Value, Is.EqualTo("Main"));
            Assert.That(main.Elements().First(element => element.Name.LocalName == "goldenRecords").Value, Is.EqualTo("3"));
            Assert.That(one.Body, Does.Contain("\"quarantinedRecords\":\"1\""));
        });
    }
}

using System.Net;

namespace BoomiEmulator.Tests.DataHub;

internal sealed class CredentialTests : DataHubTestBase
{
    [TestCase("acme-AB12CD.MAIN01", "wrong", TestName = "D1 RepositoryCall_WrongToken_AnswersHtml401")]
    [TestCase("acme-AB12CD", "token-main", TestName = "D1 RepositoryCall_PlainAccountIdAsUser_AnswersHtml401")]
    [TestCase("BOOMI_TOKEN.promotion@acme.example", "emulated-platform-token", TestName = "D1 RepositoryCall_PlatformCredentials_AnswersHtml401")]
    [TestCase(null, null, TestName = "D1 RepositoryCall_NoCredentials_AnswersHtml401")]
    public async Task D1_RepositoryCall_WrongCredentials_AnswersHtml401(string? user, string? token)
    {
        var reply = await SendAsync(HttpMethod.Get, "/mdm/universes", body: null, user, token);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(reply.ContentType, Is.EqualTo("text/html"));
            Assert.That(reply.Body, Does.Contain("Problem accessing /mdm/universes. Reason:").And.Contain("UNAUTHORIZED"));
        });
    }

    [TestCase("acme-AB12CD", "BOOMI_TOKEN.promotion@acme.example", "wrong")]
    [TestCase("acme-AB12CD", "acme-AB12CD.MAIN01", "token-main")]
    [TestCase("another-account", "BOOMI_TOKEN.promotion@acme.example", "emulated-platform-token")]
    [TestCase("acme-AB12CD", null, null)]
    public async Task D1_PlatformCall_WrongCredentialsOrAccount_AnswersUserMessage403(string account, string? user, string? token)
    {
        var reply = await SendAsync(HttpMethod.Get, $"/mdm/api/rest/v1/{account}/models", body: null, user, token);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(reply.Xml.Name.LocalName, Is.EqualTo("UserMessage"));
            Assert.That(reply.Xml.Attribute("id")?.Value, Is.EqualTo("error.user.login"));
            Assert.That(reply.Xml.Element("Data")?.Value, Is.EqualTo("Incorrect user name and password combination."));
        });
    }

    [Test]
    public async Task D2_RepositoryCall_CredentialsOfAnotherRepository_UniverseDoesNotExist()
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/records/query", "<RecordQueryRequest/>", Other);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(reply.Message, Is.EqualTo($"A universe with id '{Universe}' does not exist."));
            Assert.That(reply.Xml.Elements("message").Count(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task RepositoryCall_BlankUniverse_IsRefused()
    {
        var reply = await SendAsync(HttpMethod.Get, "/mdm/universes/%20/records/x", body: null, Main.User, Main.Token);

        Assert.That(((int)reply.Status, reply.Message), Is.EqualTo((400, "The given universe id is blank.")));
    }

    [Test]
    public async Task Universes_Listed_AreThoseOfTheRepositoryThatTheCredentialsName()
    {
        var main = await SendAsync(HttpMethod.Get, "/mdm/universes", body: null, Main.User, Main.Token);
        var other = await SendAsync(HttpMethod.Get, "/mdm/universes", body: null, Other.User, Other.Token);

        Assert.Multiple(() =>
        {
            Assert.That(main.Xml.Elements("universe").Select(universe => universe.Element("id")?.Value), Is.EqualTo(new[] { Universe }));
            Assert.That(main.Xml.Element("universe")?.Element("name")?.Value, Is.EqualTo("componentmapping"));
            Assert.That(other.Xml.HasElements, Is.False);
        });
    }

    [TestCase("POST", "/mdm/api/v1/repositories/r/models/ComponentMapping/records/query")]
    [TestCase("POST", "/mdm/api/rest/v1/acme-AB12CD/repositories/r/models")]
    public async Task ReferenceEndpoints_ThatDoNotExist_AreNotFound(string method, string path)
    {
        var reply = await SendAsync(new HttpMethod(method), path, "<x/>", Options.PlatformUser, Options.PlatformToken);

        Assert.That((int)reply.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task DeletingARecordByVerb_IsNotAllowed()
    {
        Seed(1);
        var record = World.Records(Main.Id, TestModel.Name)[0]["@recordId"];

        var reply = await RepositoryAsync(HttpMethod.Delete, $"/records/{record}");

        Assert.That((int)reply.Status, Is.EqualTo(405));
        Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(1));
    }
}

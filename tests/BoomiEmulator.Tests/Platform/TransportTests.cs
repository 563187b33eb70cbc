using BoomiEmulator.Limits;

namespace BoomiEmulator.Tests.Platform;

internal sealed class TransportTests : PlatformFixture
{
    [Test]
    public async Task C1_WithoutCredentials_Answers401()
    {
        Client.DefaultRequestHeaders.Authorization = null;
        Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(401));
    }

    [TestCase("BOOMI_TOKEN.service@acme.test", "wrong")]
    [TestCase("service@acme.test", "emulator-token")]
    [TestCase("BOOMI_TOKEN.other@acme.test", "emulator-token")]
    public async Task C1_WrongCredentials_Answer401(string user, string token)
    {
        Client.DefaultRequestHeaders.Authorization = Basic(user, token);
        Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task C1_TokenUser_IsAccepted() => Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(200));

    [Test]
    public async Task Jwt_GeneratedWithBasic_IsAcceptedForFiveMinutes()
    {
        var token = await SendAsync(HttpMethod.Get, $"/auth/jwt/generate/{Account}", body: null, contentType: null, accept: null);
        Client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(200));
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task ForeignAccount_Answers403()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorOptions { Credentials = [new EmulatorCredential("u", "t", [Account])] });
        host.World.AddAccount(Account, "Acme");
        host.World.AddAccount("other-1", "Other");
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = Basic("u", "t");
        using var own = await client.GetAsync(new Uri($"/api/rest/v1/{Account}/Account/{Account}", UriKind.Relative));
        using var foreign = await client.GetAsync(new Uri("/api/rest/v1/other-1/Account/other-1", UriKind.Relative));
        using var beside = await client.GetAsync(new Uri($"/partner/api/rest/v1/{Account}/Account/other-1?overrideAccount=other-1", UriKind.Relative));
        Assert.That(((int)own.StatusCode, (int)foreign.StatusCode, (int)beside.StatusCode), Is.EqualTo((200, 403, 403)));
    }

    [TestCase(null)]
    [TestCase("*/*")]
    public async Task C2_WithoutPreference_AnswersXml(string? accept)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/api/rest/v1/{Account}/Account/{Account}", body: null, contentType: null, accept);
        Assert.That(answer.Xml.Name.LocalName, Is.EqualTo("Account"));
        Assert.That(answer.Xml.Name.NamespaceName, Is.EqualTo(Bns));
    }

    [Test]
    public async Task C2_AcceptJson_AnswersJsonWithType() =>
        Assert.That((await GetAsync("Account/" + Account)).Json.GetProperty("@type").GetString(), Is.EqualTo("Account"));

    [Test]
    public async Task C2_XmlRequestWithJsonAccept_AnswersJson()
    {
        var answer = await PostAsync("Folder", $"<bns:Folder xmlns:bns=\"{Bns}\" name=\"X\"/>", "application/xml");
        Assert.That(answer.Json.GetProperty("name").GetString(), Is.EqualTo("X"));
    }

    [Test]
    public async Task C3_PartnerWithOverride_AnswersLikeTheSubAccountItself()
    {
        var id = World.AddComponent(Sub, "A/B", "process", string.Empty, "P", Process()).ComponentId;
        var direct = await SendAsync(HttpMethod.Get, $"/api/rest/v1/{Sub}/Component/{id}", null, null, null);
        var partner = await SendAsync(HttpMethod.Get, $"/partner/api/rest/v1/{Account}/Component/{id}?overrideAccount={Sub}", null, null, null);
        var without = await SendAsync(HttpMethod.Get, $"/partner/api/rest/v1/{Account}/Component/{id}", null, null, null);
        Assert.That(direct.Status, Is.EqualTo(200));
        Assert.That(partner.Text, Is.EqualTo(direct.Text));
        Assert.That(without.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C4_EleventhRequestOfASecond_Answers503WithBusyText()
    {
        Host.Settings.Limits = new EmulatorLimits { RequestsPerSecond = 10 };
        for (var i = 0; i < 10; i++)
            Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(200));

        var refused = await GetAsync("Account/" + Account);
        Assert.That(refused.Status, Is.EqualTo(503));
        Assert.That(refused.Message, Does.Contain("rate limits have been exceeded"));
        Assert.That((await GetAsync("Account/" + Sub, account: Sub)).Status, Is.EqualTo(200), "another account is not affected");
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await GetAsync("Account/" + Account)).Status, Is.EqualTo(200));
    }

    [TestCase(true, 200)]
    [TestCase(false, 503)]
    public async Task C4_OverriddenCalls_AreChargedToTheAccountThatPays(bool overridePays, int expected)
    {
        Host.Settings.Limits = new EmulatorLimits { RequestsPerSecond = 1, OverrideAccountPays = overridePays };
        await GetAsync("Account/" + Account);
        var overridden = await SendAsync(HttpMethod.Get, $"/partner/api/rest/v1/{Account}/Account/{Sub}?overrideAccount={Sub}", null, null, null);
        Assert.That(overridden.Status, Is.EqualTo(expected));
    }

    [Test]
    public async Task C5_UnknownObject_Answers404() => Assert.That((await GetAsync("Nothing/1")).Status, Is.EqualTo(404));

    [TestCase("Component")]
    [TestCase("ComponentMetadata")]
    [TestCase("ComponentReference")]
    [TestCase("PackagedComponent")]
    [TestCase("PackagedComponentManifest")]
    [TestCase("Branch")]
    [TestCase("Folder")]
    [TestCase("Account")]
    public async Task C5_UnknownId_Answers400(string name) => Assert.That((await GetAsync($"{name}/{Guid(404)}")).Status, Is.EqualTo(400));

    [TestCase("Component/query")]
    [TestCase("IntegrationPack")]
    [TestCase("IntegrationPack/1/PackagedComponent/2")]
    [TestCase("Component/1/2/3/4")]
    public async Task C5_C38_UnknownEndpoint_Answers404(string path) => Assert.That((await PostAsync(path, "{}")).Status, Is.EqualTo(404));

    [Test]
    public async Task C6_Errors_FollowAccept()
    {
        var json = await GetAsync("Branch/x");
        var xml = await GetAsync("Branch/x", accept: "application/xml");
        Assert.That(json.Json.GetProperty("@type").GetString(), Is.EqualTo("Error"));
        Assert.That(json.Message, Is.EqualTo("Branch id x is invalid."));
        Assert.That(xml.Xml.Name.ToString(), Is.EqualTo("error"));
        Assert.That(xml.Message, Is.EqualTo(json.Message));
    }

    [TestCase("account/{0}")]
    [TestCase("ACCOUNT/{0}/")]
    public async Task C7_Routes_IgnoreCaseAndOneTrailingSlash(string path) =>
        Assert.That((await GetAsync(string.Format(null, path, Account))).Status, Is.EqualTo(200));

    [Test]
    public async Task Latency_WhenSet_DelaysEveryCall()
    {
        Host.Settings.Delays = new EmulatorDelays { Latency = TimeSpan.FromMilliseconds(80) };
        var began = TimeProvider.System.GetTimestamp();
        await GetAsync("Account/" + Account);
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.GreaterThan(TimeSpan.FromMilliseconds(75)));
    }

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("<x/>")]
    public async Task BrokenJson_Answers400(string body) => Assert.That((await PostAsync("Branch", body)).Status, Is.EqualTo(400));

    [TestCase("")]
    [TestCase("<a")]
    [TestCase("<!DOCTYPE a [<!ENTITY e 'x'>]><Branch xmlns='http://api.platform.boomi.com/'>&e;</Branch>")]
    public async Task BrokenOrHostileXml_Answers400(string body) => Assert.That((await PostXmlAsync("Branch", body)).Status, Is.EqualTo(400));
}

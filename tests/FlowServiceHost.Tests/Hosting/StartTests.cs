using FlowServiceHost.Tests.Support;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Tests.Hosting;

public sealed class StartTests
{
    [Test]
    public void Start_WithoutASharedKey_IsRefused() =>
        Assert.That(() => StartAsync(("Engine:SharedKey", "")), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("Engine:SharedKey is not set"));

    [Test]
    public void Start_WithManyWrongSettings_NamesAllOfThem()
    {
        var refused = Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            ("Identity:Connectors:0:Tier", "ADMIN"),
            ("Identity:Connectors:0:TokenHashes:0", "plain-token"),
            ("Identity:Connectors:0:Actions:0", "noSuchAction"),
            ("Identity:Connectors:1:User", "flow"),
            ("Engine:SharedKey", "rubbish"),
            ("Flow:PollInterval", "00:00:00"),
            ("Host:MaxJsonDepth", "deep"),
            ("Identity:Tokens:Jwks", "{}"),
            ("Identity:Tokens:Audiences:0", " ")));

        var problems = string.Join('\n', refused!.Failures);
        Assert.That(problems, Does.Contain("Identity:Connectors:0: Tier 'ADMIN' is not CONTRIBUTOR or READONLY"));
        Assert.That(problems, Does.Contain("Identity:Connectors:0: TokenHashes:0 is neither"));
        Assert.That(problems, Does.Contain("Identity:Connectors:0: Actions names 'noSuchAction'"));
        Assert.That(problems, Does.Contain("Identity:Connectors:1: Name is missing"));
        Assert.That(problems, Does.Contain("Identity:Connectors:1: TokenHashes is empty"));
        Assert.That(problems, Does.Contain("Identity:Connectors: the user 'flow' is used twice"));
        Assert.That(problems, Does.Contain("Identity:Tokens: Jwks is not a JSON Web Key Set"));
        Assert.That(problems, Does.Contain("Identity:Tokens: Audiences names no audience"));
        Assert.That(problems, Does.Contain("Engine:SharedKey: A shared key is Base64").And.Contain("Flow:PollInterval must be").And.Contain("'deep' at 'Host:MaxJsonDepth'"));
        Assert.That(problems, Does.Not.Contain("plain-token"));
    }

    [TestCase("Host:BasePath", "fs", "Host:BasePath")]
    [TestCase("Host:BasePath", "/fs/", "Host:BasePath")]
    [TestCase("Host:MaxBodyBytes", "0", "Host:MaxBodyBytes")]
    [TestCase("Host:MaxJsonDepth", "1", "Host:MaxJsonDepth")]
    [TestCase("Engine:Address", "ftp://x", "Engine:Address")]
    [TestCase("Engine:DeadlineSeconds", "0", "Engine:DeadlineSeconds")]
    [TestCase("Outbound:CallbackHosts:0", "https://flow.boomi.com/", "Outbound:CallbackHosts: 'https://flow.boomi.com/' is not a host")]
    [TestCase("Identity:Tokens:Jwks", "", "DiscoveryAddress is not an https address")]
    public void Start_WithAWrongSetting_NamesIt(string setting, string value, string named) =>
        Assert.That(
            () => StartAsync((setting, value), ("Identity:Tokens:DiscoveryAddress", "http://example.com/keys")),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains(named));

    [Test]
    public async Task BasePath_OfTheSettings_IsWhereTheActionsAre()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Host:BasePath", (string?)"/other")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/other/getDevAccounts");
        request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        request.Headers.Authorization = HostUnderTest.Basic();

        Assert.That((await host.SendAsync(request)).Success);
        Assert.That((await host.PostAsync("getDevAccounts", "{}")).Status, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }

    private static async Task StartAsync(params (string Name, string Value)[] settings)
    {
        await using var host = await HostUnderTest.StartAsync(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
    }
}

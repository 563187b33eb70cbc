using System.Net;
using System.Text;
using FlowServiceHost.Identity;
using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.Identity;

public sealed class ConnectorTests
{
    private static HostUnderTest Host => SharedHost.Host;

    [Test]
    public async Task Basic_TheRightPair_SpeaksForThePersonNamed()
    {
        var answer = await Host.PostAsync(
            "submitPeerReview",
            """{"promotionId":"p","decision":"APPROVED","reviewerEmail":" Bob@Example.COM ","reviewerName":"Bob","userEmail":"bob@example.com","userSsoGroups":"A,B"}""");

        var caller = answer.Seen!.Caller;
        Assert.That(caller.Kind, Is.EqualTo(Contract.Calls.CallerKind.Connector));
        Assert.That(caller.Connector, Is.EqualTo("flow-main"));
        Assert.That(caller.Email, Is.EqualTo("bob@example.com"));
        Assert.That(caller.Name, Is.EqualTo("Bob"));
        Assert.That(caller.Groups, Is.EqualTo(new[] { "A", "B" }));
        Assert.That(caller.ConnectorTierCap, Is.EqualTo("CONTRIBUTOR"));
        Assert.That(caller.ConnectorDevAccounts, Is.EqualTo(new[] { "dev-1" }));
        Assert.That(caller.Subject, Is.Empty);
        Assert.That(caller.ClientAddress, Is.EqualTo("127.0.0.1"));
    }

    [TestCase("flow", "wrong")]
    [TestCase("flow", "")]
    [TestCase("nobody", HostUnderTest.FlowToken)]
    [TestCase("", HostUnderTest.FlowToken)]
    [TestCase("", "")]
    [TestCase("FLOW", HostUnderTest.FlowToken)]
    [TestCase("flow", "pässwörd")]
    [TestCase("flöw", HostUnderTest.FlowToken)]
    [TestCase("flow", HostUnderTest.FlowToken + ":more")]
    public async Task Basic_AnotherPair_Is401(string user, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/getDevAccounts") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = HostUnderTest.Basic(user, token);

        using var response = await Host.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(response.Headers.WwwAuthenticate.Select(value => value.Scheme), Is.EqualTo(new[] { "Basic", "Bearer" }));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("\"errorCode\":\"UNAUTHORIZED\"").And.Not.Contain(token.Length > 0 ? token : "\u0000"));
    }

    [TestCase("Basic")]
    [TestCase("Basic !!!")]
    [TestCase("Basic bm9jb2xvbg==")]
    [TestCase("Basic //79")]
    [TestCase("Bearer")]
    [TestCase("Bearer abc")]
    [TestCase("Digest username=x")]
    [TestCase("ManyWhoTenantId%3D67204d5c-6022-474d-8f80-0d576b43d02d%26Email%3Dadmin%40example.com")]
    public async Task Authorization_OfAnotherForm_Is401(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/getDevAccounts") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", header);

        Assert.That((await Host.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Authorization_None_Is401BeforeAnythingElseIsLookedAt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{HostUnderTest.BasePath}/noSuchAction");

        Assert.That((await Host.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Basic_ATokenThatPeopleChose_IsTakenOftenAndFast()
    {
        await using var host = await HostUnderTest.StartAsync(
            [KeyValuePair.Create("Identity:Connectors:0:TokenHashes:1", (string?)TokenHash.OfChosenToken("pässwörd", TokenHash.MinIterations))]);

        for (var i = 0; i < 3; i++)
        {
            Assert.That((await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", "pässwörd"))).Success);
            Assert.That((await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", HostUnderTest.FlowToken))).Success);
            Assert.That((await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", "passwort"))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [Test]
    public async Task Actions_NotAmongTheConnectorsOwn_Are403()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Identity:Connectors:0:Actions:0", (string?)"getDevAccounts")]);

        var answer = await host.PostAsync("listDevPackages", "{}");

        Assert.That((await host.PostAsync("getDevAccounts", "{}")).Success);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answer.Message, Is.EqualTo("The connector flow-main may not call listDevPackages."));
    }

    [Test]
    public async Task Emails_ThatContradictEachOther_AreNamedBoth()
    {
        var answer = await Host.PostAsync(
            "submitPeerReview",
            """{"promotionId":"p","decision":"APPROVED","reviewerEmail":"bob@example.com","reviewerName":"Bob","userEmail":"alice@example.com"}""");

        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.Message, Does.StartWith("reviewerEmail and userEmail name different people"));
        Assert.That(answer.Seen, Is.Null);
    }

    [TestCase("executePromotion", """{"devAccountId":"d","components":[{"componentId":"c"}]}""", "promotionMetadata.requestedBy or userEmail")]
    [TestCase("packageAndDeploy", """{"promotionId":"p","deploymentTarget":"PRODUCTION"}""", "adminEmail")]
    [TestCase("submitAdminReview", """{"promotionId":"p","decision":"APPROVED","userEmail":"a@b.c"}""", "adminEmail")]
    [TestCase("manageMappings", """{"action":"update"}""", "userEmail")]
    [TestCase("manageMappings", """{"action":"delete"}""", "userEmail")]
    [TestCase("cancelTestDeployment", """{"promotionId":"p"}""", "userEmail")]
    [TestCase("submitForReview", """{"promotionId":"p"}""", "userEmail")]
    [TestCase("saveSession", """{"sessionKey":"k","state":"{}"}""", "userEmail")]
    [TestCase("restoreSession", """{"sessionKey":"k"}""", "userEmail")]
    public async Task Person_NotNamedWhereOneIsNeeded_IsMissing(string action, string body, string field)
    {
        var answer = await Host.PostAsync(action, body);
        var withToken = await Host.PostAsync(action, body.Replace(",\"userEmail\":\"a@b.c\"", "", StringComparison.Ordinal), HostUnderTest.Bearer(TokenIssuer.Default.Issue()));

        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.Message, Is.EqualTo($"Missing: {field}."));
        Assert.That(withToken.Success, withToken.Text);
    }

    [TestCase("executePromotion", """{"devAccountId":"d","components":[{"componentId":"c"}],"promotionMetadata":{"requestedBy":"A@b.c"}}""")]
    [TestCase("executePromotion", """{"devAccountId":"d","components":[{"componentId":"c"}],"userEmail":"a@b.c"}""")]
    [TestCase("packageAndDeploy", """{"promotionId":"p","deploymentTarget":"TEST"}""")]
    [TestCase("manageMappings", """{"action":"query"}""")]
    public async Task Person_NamedOrNotNeeded_IsNotAskedFor(string action, string body)
    {
        var answer = await Host.PostAsync(action, body);

        Assert.That(answer.Success, answer.Text);
        Assert.That(answer.Seen!.Caller.Email, Is.EqualTo(body.Contains('@') ? "a@b.c" : string.Empty));
    }

    [Test]
    public void PersonRules_NameOnlyActionsAndFieldsThatExist()
    {
        foreach (var (name, rule) in PersonRules.ByAction)
        {
            var paths = Bodies.Fields(name).Select(pair => pair.Path).ToList();
            Assert.That(paths, Is.SupersetOf(rule.Fields));
            Assert.That(rule.WhenField is null || paths.Contains(rule.WhenField), name);
        }
    }

    [TestCase("submitPeerReview", """{"promotionId":"p","decision":"APPROVED","reviewerEmail":"b@x.y","reviewerName":"B"}""")]
    [TestCase("submitAdminReview", """{"promotionId":"p","decision":"APPROVED","adminEmail":"b@x.y"}""")]
    [TestCase("packageAndDeploy", """{"promotionId":"p","deploymentTarget":"PRODUCTION","adminEmail":"b@x.y"}""")]
    public async Task Decisions_WhenTheSettingWantsUserTokens_AreRefusedFromAConnector(string action, string body)
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Identity:DecisionsNeedUserToken", (string?)"true")]);

        var answer = await host.PostAsync(action, body);

        Assert.That(answer.Code, Is.EqualTo("UNAUTHORIZED"));
        Assert.That(answer.Seen, Is.Null);
        Assert.That((await host.PostAsync("packageAndDeploy", """{"promotionId":"p","deploymentTarget":"TEST"}""")).Success);
    }

    [Test]
    public async Task Decisions_WhenTheSettingWantsUserTokens_AreRefusedAlsoWhenTheTargetIsLeftToThePromotion()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Identity:DecisionsNeedUserToken", (string?)"true")]);

        Assert.That((await host.PostAsync("packageAndDeploy", """{"promotionId":"p","adminEmail":"b@x.y"}""")).Code, Is.EqualTo("UNAUTHORIZED"));
        Assert.That((await host.PostAsync("packageAndDeploy", """{"promotionId":"p"}""", HostUnderTest.Bearer(TokenIssuer.Default.Issue()))).Success);
    }

    [Test]
    public async Task Token_ChangedWhileTheHostRuns_GoesOverWithoutAGap()
    {
        await using var host = await HostUnderTest.StartAsync();
        async Task<HttpStatusCode> With(string token) => (await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", token))).Status;
        const string next = "the-next-long-random-token-of-the-connector";

        Assert.That((await With(HostUnderTest.FlowToken), await With(next)), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
        host.Change(("Identity:Connectors:0:TokenHashes:1", TokenHash.OfRandomToken(next)));
        Assert.That((await With(HostUnderTest.FlowToken), await With(next)), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        host.Change(("Identity:Connectors:0:TokenHashes:0", TokenHash.OfRandomToken(next)));
        Assert.That((await With(HostUnderTest.FlowToken), await With(next)), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.OK)));
    }

    [Test]
    public async Task Settings_ChangedToWrongOnesWhileTheHostRuns_LeaveTheOldOnesInForce()
    {
        await using var host = await HostUnderTest.StartAsync();

        host.Change(("Identity:Connectors:0:Tier", "ADMIN"));

        var answer = await host.PostAsync("listDevPackages", """{"devAccountId":"d"}""");
        Assert.That(answer.Seen!.Caller.ConnectorTierCap, Is.EqualTo("CONTRIBUTOR"));
    }
}

using System.Net;
using FlowServiceHost.Identity;
using FlowServiceHost.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using PromotionService.V1;
using Testing.Clocks;

namespace FlowServiceHost.Tests.Identity;

public sealed class UserTokenTests
{
    private const string Review = """{"promotionId":"p","decision":"APPROVED"}""";

    private static HostUnderTest Host => SharedHost.Host;

    private static TokenIssuer Issuer => TokenIssuer.Default;

    [TestCase(SecurityAlgorithms.RsaSha256)]
    [TestCase(SecurityAlgorithms.EcdsaSha256)]
    [TestCase(SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task Token_OfTheIssuer_SaysWhoIsCallingAndFillsTheFields(string algorithm)
    {
        var answer = await Host.PostAsync("submitPeerReview", Review, HostUnderTest.Bearer(Issuer.Issue(algorithm: algorithm)));

        Assert.That(answer.Success, answer.Text);
        var caller = answer.Seen!.Caller;
        Assert.That(caller.Kind, Is.EqualTo(Contract.Calls.CallerKind.User));
        Assert.That(caller.Subject, Is.EqualTo("alice-oid"));
        Assert.That(caller.Email, Is.EqualTo("alice@example.com"));
        Assert.That(caller.Name, Is.EqualTo("Alice Adams"));
        Assert.That(caller.Groups, Is.EqualTo(new[] { "ABC_BOOMI_FLOW_CONTRIBUTOR", "DEVTEAMA", "reader" }));
        Assert.That(caller.Connector, Is.Empty);
        var request = (SubmitPeerReviewRequest)answer.Seen.Message;
        Assert.That(request.ReviewerEmail, Is.EqualTo("alice@example.com"));
        Assert.That(request.ReviewerName, Is.EqualTo("Alice Adams"));
        Assert.That(request.UserSsoGroups, Is.EqualTo(caller.Groups));
    }

    [TestCase("alice@example.com")]
    [TestCase("  ALICE@example.COM ")]
    [TestCase("alice@corp.example.com")]
    public async Task Email_ThatTheTokenHolds_IsTaken(string email) =>
        Assert.That((await PostAsync("queryPeerReviewQueue", $$"""{"requesterEmail":"{{email}}"}""")).Success);

    [TestCase("queryPeerReviewQueue", """{"requesterEmail":"bob@example.com"}""", "requesterEmail is \"bob@example.com\", but the token is alice@example.com.")]
    [TestCase("withdrawPromotion", """{"promotionId":"p","initiatorEmail":"bob@example.com"}""", "initiatorEmail is ")]
    [TestCase("submitPeerReview", """{"promotionId":"p","decision":"APPROVED","reviewerEmail":"bob@example.com"}""", "reviewerEmail is ")]
    [TestCase("submitAdminReview", """{"promotionId":"p","decision":"APPROVED","adminEmail":"bob@example.com"}""", "adminEmail is ")]
    [TestCase("packageAndDeploy", """{"promotionId":"p","adminEmail":"bob@example.com"}""", "adminEmail is ")]
    [TestCase("executePromotion", """{"devAccountId":"d","components":[{"componentId":"c"}],"promotionMetadata":{"requestedBy":"bob@example.com"}}""", "promotionMetadata.requestedBy is ")]
    [TestCase("listDevPackages", """{"devAccountId":"d","userEmail":"bob@example.com"}""", "userEmail is ")]
    [TestCase("getDevAccounts", """{"userSsoGroups":["DEVTEAMA","ABC_BOOMI_FLOW_ADMIN"]}""", "userSsoGroups names \"ABC_BOOMI_FLOW_ADMIN\", a group that the token does not hold.")]
    [TestCase("getDevAccounts", """{"userSsoGroups":"devteama"}""", "userSsoGroups names ")]
    public async Task Body_ThatNamesSomebodyElse_IsIdentityMismatch(string action, string body, string message)
    {
        var answer = await PostAsync(action, body);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Code, Is.EqualTo("IDENTITY_MISMATCH"));
        Assert.That(answer.Message, Does.StartWith(message));
        Assert.That(answer.Seen, Is.Null);
    }

    [Test]
    public async Task Groups_OfTheBody_NeitherWidenNorNarrowTheTokens()
    {
        var answer = await PostAsync("getDevAccounts", """{"userSsoGroups":["DEVTEAMA"]}""");

        Assert.That(answer.Seen!.Caller.Groups, Has.Count.EqualTo(3));
        Assert.That(((GetDevAccountsRequest)answer.Seen.Message).UserSsoGroups, Is.EqualTo(answer.Seen.Caller.Groups));
    }

    [Test]
    public async Task Name_OfTheBody_IsReplacedByTheTokens()
    {
        var answer = await PostAsync("submitPeerReview", """{"promotionId":"p","decision":"APPROVED","reviewerName":"Somebody Else"}""");

        Assert.That(((SubmitPeerReviewRequest)answer.Seen!.Message).ReviewerName, Is.EqualTo("Alice Adams"));
    }

    [Test]
    public async Task Order_FieldsComeBeforeIdentity()
    {
        var answer = await PostAsync("submitPeerReview", """{"decision":"NO","reviewerEmail":"bob@example.com"}""");

        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.Message, Is.EqualTo("Missing: promotionId. decision must be APPROVED or REJECTED, not \"NO\"."));
    }

    [Test]
    public async Task Token_WithoutEmail_DoesNotSatisfyAFieldThatMustNameOne()
    {
        var token = Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s-1", ["groups"] = new[] { "G" } });

        var answer = await Host.PostAsync("submitPeerReview", Review, HostUnderTest.Bearer(token));

        Assert.That(answer.Message, Is.EqualTo("Missing: reviewerEmail, reviewerName."));
        var foreign = await Host.PostAsync("queryPeerReviewQueue", """{"requesterEmail":"bob@example.com"}""", HostUnderTest.Bearer(token));
        Assert.That(foreign.Code, Is.EqualTo("IDENTITY_MISMATCH"));
    }

    [TestCase(70_000, false)]
    [TestCase(60_000, true)]
    public async Task Token_ThatTheServerLetThrough_IsReadUpTo64Kilobytes(int length, bool isTaken)
    {
        var reader = Host.Services.GetRequiredService<UserTokenReader>();
        var token = Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s", ["pad"] = new string('x', length * 3 / 4 - 1_000) });

        Assert.That((await reader.ReadAsync(token, default)).Credential is not null, Is.EqualTo(isTaken));
    }

    [TestCaseSource(nameof(BadTokens))]
    public async Task Token_Forged_Is401(string token)
    {
        var answer = await Host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(token));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Code, Is.EqualTo("UNAUTHORIZED"));
        Assert.That(answer.Seen, Is.Null);
    }

    [TestCase(59, true)]
    [TestCase(61, false)]
    public async Task Times_AreTakenWithAMinutesTolerance(int seconds, bool isTaken)
    {
        var clock = new StandingClock(new DateTimeOffset(2026, 2, 16, 12, 0, 0, TimeSpan.Zero));
        await using var host = await HostUnderTest.StartAsync(clock: clock);
        var expired = Issuer.Issue(from: clock.Now.AddHours(-1), until: clock.Now.AddSeconds(-seconds));
        var early = Issuer.Issue(from: clock.Now.AddSeconds(seconds), until: clock.Now.AddHours(1));

        Assert.That((await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(expired))).Status == HttpStatusCode.OK, Is.EqualTo(isTaken));
        Assert.That((await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(early))).Status == HttpStatusCode.OK, Is.EqualTo(isTaken));
    }

    [Test]
    public async Task Groups_ThatTheTokenCouldNotList_Are403()
    {
        var claims = new Dictionary<string, object> { ["sub"] = "s", ["email"] = "a@b.c", ["hasgroups"] = "true" };

        var answer = await Host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(Issuer.Issue(claims)));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answer.Message, Does.Contain("more groups than your token can list"));
    }

    [TestCase("""{"groups":"src1"}""")]
    [TestCase("""{"other":"src0","groups":"src1"}""")]
    public async Task Groups_ThatEntraKeepsElsewhere_Are403UnlessAppRolesSayEnough(string names)
    {
        var claims = new Dictionary<string, object>
        {
            ["oid"] = "o",
            ["preferred_username"] = "a@b.c",
            ["_claim_names"] = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(names)!,
            ["_claim_sources"] = new Dictionary<string, object> { ["src1"] = new Dictionary<string, string> { ["endpoint"] = "https://graph.windows.net/x" } },
        };
        var without = await Host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(Issuer.Issue(claims)));
        claims["roles"] = new[] { "ABC_BOOMI_FLOW_CONTRIBUTOR" };
        var with = await Host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(Issuer.Issue(claims)));

        Assert.That(without.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(without.Message, Does.Contain("more groups than your token can list"));
        Assert.That(with.Seen!.Caller.Groups, Is.EqualTo(new[] { "ABC_BOOMI_FLOW_CONTRIBUTOR" }));
    }

    [TestCase("upn", "Zoe@Corp.example", "zoe@corp.example")]
    [TestCase("preferred_username", "Zoe@Corp.example", "zoe@corp.example")]
    [TestCase("preferred_username", "+44 20 7946 0000", "")]
    [TestCase("email", "zoe@corp.example\r\nX: y", "")]
    public async Task Email_ComesFromTheClaimThatHasOne(string claim, string value, string email)
    {
        var token = Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s", [claim] = value, ["groups"] = "ONE_GROUP" });

        var answer = await Host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(token));

        Assert.That((answer.Seen!.Caller.Email, answer.Seen.Caller.Groups.Single()), Is.EqualTo((email, "ONE_GROUP")));
    }

    [TestCase("email_verified", false)]
    [TestCase("xms_edov", "0")]
    public async Task Email_ThatItsOwnerNeverProved_DoesNotCount(string claim, object value)
    {
        var token = Issuer.Issue(new Dictionary<string, object> { ["oid"] = "mallory", ["email"] = "alice@example.com", ["upn"] = "mallory@corp.example", [claim] = value });

        var own = await Host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(token));
        var asAlice = await Host.PostAsync("withdrawPromotion", """{"promotionId":"p","initiatorEmail":"alice@example.com"}""", HostUnderTest.Bearer(token));

        Assert.That(own.Seen!.Caller.Email, Is.EqualTo("mallory@corp.example"));
        Assert.That(asAlice.Code, Is.EqualTo("IDENTITY_MISMATCH"));
    }

    [TestCase("аlice@example.com", TestName = "Email_CyrillicLookAlike_IsSomebodyElse")]
    [TestCase("alice@examp1e.com", TestName = "Email_DigitLookAlike_IsSomebodyElse")]
    [TestCase("alice@example.com.evil.example", TestName = "Email_LongerDomain_IsSomebodyElse")]
    [TestCase("alice @example.com", TestName = "Email_SpaceInside_IsSomebodyElse")]
    [TestCase("ａlice@example.com", TestName = "Email_FullWidthLetter_IsSomebodyElse")]
    [TestCase("alice\u200B@example.com", TestName = "Email_ZeroWidthSpace_IsSomebodyElse")]
    public async Task Email_LookAlike_IsIdentityMismatch(string email) =>
        Assert.That((await PostAsync("queryPeerReviewQueue", $$"""{"requesterEmail":"{{email}}"}""")).Code, Is.EqualTo("IDENTITY_MISMATCH"));

    [Test]
    public async Task Token_Of100Kilobytes_IsRefusedByTheServer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/getDevAccounts");
        request.Headers.Authorization = HostUnderTest.Bearer(Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s", ["pad"] = new string('x', 75_000) }));

        using var response = await Host.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestHeaderFieldsTooLarge));
    }

    [TestCase(200, "OK")]
    [TestCase(10_000, "RequestHeaderFieldsTooLarge")]
    public async Task Token_WithManyGroups_IsTakenAsFarAsEntraGoesAndElseRefused(int groups, string status)
    {
        var ids = Enumerable.Range(0, groups).Select(number => $"{number:x8}-0000-4000-8000-000000000000").ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/getDevAccounts") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = HostUnderTest.Bearer(Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s", ["groups"] = ids }));

        using var response = await Host.Client.SendAsync(request);

        Assert.That(response.StatusCode.ToString(), Is.EqualTo(status));
    }

    [Test]
    public async Task Groups_ByIdInTheToken_AreKnownByNameToo()
    {
        await using var host = await HostUnderTest.StartAsync(
            [KeyValuePair.Create("Identity:Tokens:GroupNames:0b1d", (string?)"ABC_BOOMI_FLOW_ADMIN")]);
        var token = Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s", ["email"] = "a@b.c", ["groups"] = new[] { "0B1D" } });

        var answer = await host.PostAsync("getDevAccounts", """{"userSsoGroups":["ABC_BOOMI_FLOW_ADMIN"]}""", HostUnderTest.Bearer(token));

        Assert.That(answer.Seen!.Caller.Groups, Is.EqualTo(new[] { "0B1D", "ABC_BOOMI_FLOW_ADMIN" }));
    }

    [Test]
    public async Task Role_OfAConnector_MakesTheBearerTheConfiguredConnector()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Identity:Connectors:0:ClientId", (string?)"client-1")]);
        Dictionary<string, object> Claims(string client) => new() { ["sub"] = "app", ["roles"] = new[] { "flow.connector" }, ["azp"] = client };

        var known = await host.PostAsync("listDevPackages", """{"devAccountId":"d","userEmail":"bob@example.com"}""", HostUnderTest.Bearer(Issuer.Issue(Claims("client-1"))));
        var unknown = await host.PostAsync("listDevPackages", "{}", HostUnderTest.Bearer(Issuer.Issue(Claims("client-2"))));

        Assert.That(known.Seen!.Caller.Connector, Is.EqualTo("flow-main"));
        Assert.That(known.Seen.Caller.Email, Is.EqualTo("bob@example.com"));
        Assert.That(unknown.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static Task<Answer> PostAsync(string action, string body) => Host.PostAsync(action, body, HostUnderTest.Bearer(Issuer.Issue()));

    private static IEnumerable<TestCaseData> BadTokens()
    {
        var good = Issuer.Issue();
        var parts = good.Split('.');
        TestCaseData Case(string name, string token) => new TestCaseData(token).SetArgDisplayNames(name);

        yield return Case("another issuer's key", new TokenIssuer().Issue());
        yield return Case("another issuer", Issuer.Issue(issuer: "https://evil.example.com"));
        yield return Case("another audience", Issuer.Issue(audience: "api://other"));
        yield return Case("expired", Issuer.Issue(from: DateTimeOffset.UtcNow.AddHours(-2), until: DateTimeOffset.UtcNow.AddHours(-1)));
        yield return Case("alg none", $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{parts[1]}.");
        yield return Case("no signature", $"{parts[0]}.{parts[1]}.");
        yield return Case("changed payload", $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("alice-oid", "admin-oid", StringComparison.Ordinal))}.{parts[2]}");
        yield return Case("HS256 with the public key", Issuer.Issue(algorithm: SecurityAlgorithms.HmacSha256, key: new SymmetricSecurityKey(Issuer.PublicKeyText)));
        yield return Case("HS256 with a key of the set", Issuer.Issue(algorithm: SecurityAlgorithms.HmacSha256, key: new SymmetricSecurityKey(TokenIssuer.Shared) { KeyId = "shared" }));
        yield return Case("RS512", Issuer.Issue(algorithm: SecurityAlgorithms.RsaSha512));
        yield return Case("jku header", new TokenIssuer().Issue(header: new Dictionary<string, object> { ["jku"] = "http://127.0.0.1:1/keys", ["kid"] = "other" }));
        yield return Case("rubbish", "a.b.c");
        yield return Case("two parts", "a.b");
        yield return Case("huge", $"{parts[0]}.{new string('A', 20_000)}.{parts[2]}");
        yield return Case("five parts, as encrypted ones have", $"{good}.{parts[1]}.{parts[2]}");
        yield return Case("not yet valid", Issuer.Issue(from: DateTimeOffset.UtcNow.AddMinutes(5), until: DateTimeOffset.UtcNow.AddHours(1)));
        yield return Case("ES256 key with RS256 in the header", Issuer.Issue(algorithm: SecurityAlgorithms.EcdsaSha256, header: new Dictionary<string, object> { ["alg"] = "RS256" }));
        yield return Case("jwk header", new TokenIssuer().Issue(header: new Dictionary<string, object> { ["jwk"] = new Dictionary<string, object> { ["kty"] = "oct", ["k"] = "AAAA" } }));
        yield return Case("x5u header", new TokenIssuer().Issue(header: new Dictionary<string, object> { ["x5u"] = "http://127.0.0.1:1/cert" }));
        yield return Case("kid with a path", new TokenIssuer().Issue(header: new Dictionary<string, object> { ["kid"] = "../../../../dev/null" }));
        yield return Case("a token of a sign-in", Issuer.Issue(new Dictionary<string, object> { ["sub"] = "s", ["nonce"] = "n" }));
        yield return Case("nested 9,000 deep", $"{parts[0]}.{Base64UrlEncoder.Encode($"{{\"a\":{new string('[', 9_000)}{new string(']', 9_000)}}}")}.{parts[2]}");
        yield return Case("header nested 9,000 deep", $"{Base64UrlEncoder.Encode($"{{\"alg\":\"RS256\",\"a\":{new string('[', 9_000)}{new string(']', 9_000)}}}")}.{parts[1]}.{parts[2]}");
        yield return Case("payload that is a list", $"{parts[0]}.{Base64UrlEncoder.Encode("[]")}.{parts[2]}");
        yield return Case("no subject", Issuer.Issue(new Dictionary<string, object> { ["email"] = "a@b.c" }));
    }
}

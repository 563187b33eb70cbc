using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Contract.Errors;
using FlowEngine;
using FlowServiceHost.Identity;
using FlowServiceHost.Tests.FlowConnector.Support;
using FlowServiceHost.Tests.Support;
using Grpc.Core;
using PromotionService.V1;

namespace FlowServiceHost.Tests.FlowConnector;

/// <summary>Items 35 to 40 of the connector's acceptance list, and what is hostile beyond it.</summary>
public sealed class ErrorTests
{
    private const string Who =
        "ManyWhoTenantId%3D67204d5c-6022-474d-8f80-0d576b43d02d%26ManyWhoUserId%3D3f0c7a52-0000-4000-8000-000000000001%26ManyWhoToken%3DQUJDRA%253D%253D%26DirectoryId%3DAcme"
        + "%26DirectoryName%3DAcme%20SSO%26RoleId%3Dnull%26RoleName%3Dnull%26PrimaryGroupId%3Dnull%26PrimaryGroupName%3Dnull%26Email%3Ddana%40acme.example%26IdentityProvider%3DSAML"
        + "%26TenantName%3DAcme%26Token%3Dt-1%26Username%3Ddana%26UserId%3Ddana%40acme.example%26FirstName%3DDana%26LastName%3DLee";

    private static HostUnderTest Host => SharedHost.Host;

    [TestCase("POST", "/actions/nonsense", "{}", 404)]
    [TestCase("POST", "/actions/a/b", "{}", 404)]
    [TestCase("POST", "/data", "{}", 404)]
    [TestCase("PUT", "/data", "{}", 404)]
    [TestCase("POST", "/listener", "{}", 404)]
    [TestCase("POST", "/authorization/user/attribute", "{}", 404)]
    [TestCase("POST", "/actions/queryStatus", "{", 400)]
    [TestCase("POST", "/actions/queryStatus", "[]", 400)]
    [TestCase("POST", "/actions/queryStatus", "{}", 400)]
    [TestCase("POST", "/actions/queryStatus", """{"token":"t","tenantId":5}""", 400)]
    [TestCase("POST", "/actions/queryStatus", """{"token":"a b","tenantId":"t"}""", 400)]
    [TestCase("POST", "/actions/queryStatus", """{"token":"t","tenantId":"t","inputs":{}}""", 400)]
    [TestCase("POST", "/actions/queryStatus", """{"token":"t","token":"u","tenantId":"t"}""", 400)]
    [TestCase("POST", "/metadata", "{", 400)]
    [TestCase("GET", "/actions/queryStatus", "", 405)]
    [TestCase("DELETE", "/actions/queryStatus", "", 405)]
    public async Task Item35_WhatCannotBeAnswered_IsAProblem(string verb, string path, string body, int status)
    {
        var answer = await Host.SendAsync(verb, path, body.Length > 0 ? FlowRequests.Json(body) : null);

        AssertProblem(answer, status);
        Assert.That(answer.Body.GetProperty("uri").GetString(), Is.EqualTo(HostUnderTest.BasePath + path));
    }

    [Test]
    public async Task Item35_UriPart_IsMatchedInAnyCase()
    {
        Assert.That((await Host.InvokeAsync("QUERYSTATUS", FlowRequests.With())).Output("success"), Is.EqualTo("true"));
    }

    [Test]
    public async Task Item35_AnotherContentType_Is415AndALongNameIsCut()
    {
        AssertProblem(await Host.SendAsync("POST", "/actions/queryStatus", new StringContent("{}", Encoding.UTF8, "text/plain")), 415);
        AssertProblem(await Host.SendAsync("POST", $"/actions/{new string('x', 3000)}", FlowRequests.Json("{}")), 404);
    }

    [TestCase(StatusCode.Unavailable, 503)]
    [TestCase(StatusCode.DeadlineExceeded, 503)]
    public async Task Item35_TheEngineAway_IsAProblemThatSaysWhenToComeBack(StatusCode code, int status)
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Engine.Answer = (_, _) => throw new RpcException(new Status(code, "inner detail"));

        var answer = await host.InvokeAsync("queryStatus", FlowRequests.With());

        AssertProblem(answer, status);
        Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
        Assert.That(answer.Text, Does.Not.Contain("inner detail"));
    }

    [Test]
    public async Task Item35_ABugInTheHost_Is500WithoutAStackTrace()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Engine.Answer = (_, _) => throw new InvalidOperationException("inner detail");

        var answer = await host.InvokeAsync("queryStatus", FlowRequests.With());

        AssertProblem(answer, 500);
        Assert.That(answer.Text, Does.Contain("correlation ID").And.Not.Contain("inner detail").And.Not.Contain(" at "));
    }

    [Test]
    public async Task Item36_BusinessErrors_AreForwarded()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Engine.Answer = (_, _) => new QueryStatusResponse { ErrorCode = ErrorCodes.DatahubError, ErrorMessage = "DataHub is away." };

        var answer = await host.InvokeAsync("queryStatus", FlowRequests.With());

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((answer.Output("success"), answer.Output("errorCode")), Is.EqualTo(("false", "DATAHUB_ERROR")));
        Assert.That(answer.Body.GetProperty("invokeType").GetString(), Is.EqualTo("FORWARD"));
        Assert.That(answer.Body.GetProperty("rootFaults").EnumerateObject(), Is.Empty);
    }

    [TestCase("/metadata")]
    [TestCase("/metadata/install")]
    [TestCase("/actions/queryStatus")]
    public async Task Item37_WithoutTheRightBasic_Is401(string path)
    {
        var body = FlowRequests.With().ToJsonString();

        foreach (var answer in (Answer[])
        [
            await Host.SendAsync("POST", path, FlowRequests.Json(body), anonymous: true),
            await Host.SendAsync("POST", path, FlowRequests.Json(body), HostUnderTest.Basic(token: "wrong")),
            await Host.SendAsync("POST", path, FlowRequests.Json(body), HostUnderTest.Basic(user: "nobody")),
        ])
        {
            AssertProblem(answer, 401);
            Assert.That(answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme), Does.Contain("Basic"));
        }

        Assert.That((await Host.SendAsync("POST", path, FlowRequests.Json(body))).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Item37_ATokenBeyondAscii_IsComparedAsUtf8()
    {
        const string token = "ключ-ä-long-enough-to-be-a-token-0123456789";
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Identity:Connectors:0:TokenHashes:0", (string?)TokenHash.OfRandomToken(token))]);

        Assert.That((await host.InvokeAsync("queryStatus", FlowRequests.With(), HostUnderTest.Basic(token: token))).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public void Item38_WhoString_DecodesToTheDocumentedValues()
    {
        var who = WhoString.Decode(Who)!;

        Assert.That((who["ManyWhoTenantId"], who["manywhotoken"], who["DirectoryName"], who["Email"], who["LastName"]),
            Is.EqualTo(("67204d5c-6022-474d-8f80-0d576b43d02d", "QUJDRA%3D%3D", "Acme SSO", "dana@acme.example", "Lee")));
        Assert.That((who["RoleId"], who["Unknown"]), Is.EqualTo((string.Empty, string.Empty)));
    }

    [Test]
    public void Item38_WhoString_OfThePublicUser_ReadsBack()
    {
        var text = WhoString.OfPublicUser(FlowRequests.TenantId).Encode();
        var who = WhoString.Decode(text)!;

        Assert.That((who["ManyWhoTenantId"], who["UserId"], who["Email"]), Is.EqualTo((FlowRequests.TenantId, "PUBLIC_USER", "admin@manywho.com")));
        Assert.That(WhoString.Decode("LastName%3D%26Extra%3Dx%26ManyWhoUserId%3Du")!["ManyWhoUserId"], Is.EqualTo("u"));
    }

    [TestCase("%")]
    [TestCase("%zz%3D%26%26")]
    [TestCase("ManyWhoTenantId")]
    [TestCase("ManyWhoTenantId%3Da%26")]
    [TestCase(Who)]
    public async Task Item38And39_AWhoStringAlone_GrantsNothing(string header)
    {
        var answer = await Host.SendRawAsync("/actions/queryStatus", FlowRequests.With().ToJsonString(), header);

        AssertProblem(answer, 401);
        Assert.That(answer.Seen, Is.Null);
    }

    [TestCase("executePromotion", "promotionMetadata.requestedBy or userEmail")]
    [TestCase("saveSession", "userEmail")]
    [TestCase("submitPeerReview", "reviewerEmail")]
    public async Task Item40_AnActionThatMustKnowItsCaller_NamesTheInput(string action, string input)
    {
        var answer = await Host.InvokeAsync(action, FlowRequests.With(EngineValue.Simple("devAccountId", "d"), EngineValue.Objects("components", "ContentList", FlowRequests.Component("c", "n"))));

        Assert.That((answer.Status, answer.Output("errorCode")), Is.EqualTo((HttpStatusCode.OK, "INVALID_REQUEST")));
        Assert.That(answer.Output("errorMessage"), Does.Contain(input));
    }

    [Test]
    public async Task Actions_ThatTheConnectorMayNotCall_Are403()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Identity:Connectors:0:Actions:0", (string?)"getDevAccounts")]);

        AssertProblem(await host.InvokeAsync("queryStatus", FlowRequests.With()), 403);
    }

    [Test]
    public async Task ARequestOfFiveMegabytes_IsReadAndALargerOneIs413()
    {
        var request = FlowRequests.With();
        request["annotations"] = new JsonObject { ["x"] = string.Empty };
        const int limit = 5 * 1024 * 1024;
        request["annotations"]!["x"] = new string('x', limit - request.ToJsonString().Length);

        Assert.That((await Host.InvokeAsync("queryStatus", request)).Output("success"), Is.EqualTo("true"));
        request["annotations"]!["x"] = $"{(string)request["annotations"]!["x"]!}x";
        AssertProblem(await Host.InvokeAsync("queryStatus", request), 413);
    }

    [TestCase(100)]
    [TestCase(100_000)]
    public async Task NestingAHundredDeepAndMore_Is400(int depth)
    {
        var deep = $$"""{"token":"t","tenantId":"t","inputs":{{new string('[', depth)}}{{new string(']', depth)}}}""";

        AssertProblem(await Host.PostAsync("actions/queryStatus", deep), 400);
    }

    [Test]
    public async Task DuplicateDeveloperNames_AreRefusedUnlessOnlyOneHoldsSomething()
    {
        var twice = await Host.InvokeAsync("queryStatus", FlowRequests.With(EngineValue.Simple("promotionId", "a"), EngineValue.Simple("PromotionId", "b")));
        var once = await Host.InvokeAsync("queryStatus", FlowRequests.With(EngineValue.Simple("promotionId", null), EngineValue.Simple("PromotionId", "b")));

        Assert.That((twice.Output("errorCode"), twice.Output("errorMessage")), Is.EqualTo(("INVALID_REQUEST", "promotionId is given twice.")));
        Assert.That(((QueryStatusRequest)once.Seen!.Message).PromotionId, Is.EqualTo("b"));
    }

    [TestCase("""[null,5,"text",[],{}]""")]
    [TestCase("""[{"developerName":null},{"developerName":5,"contentValue":"x"},{"developerName":"components","objectData":[null,5,{"properties":"x"},{"properties":[null]}]}]""")]
    public async Task InputsOfAnyOtherForm_NeverBreakTheHost(string inputs)
    {
        var request = FlowRequests.With();
        request["inputs"] = JsonNode.Parse(inputs);

        var answer = await Host.InvokeAsync("executePromotion", request);

        Assert.That((answer.Status, answer.Output("errorCode")), Is.EqualTo((HttpStatusCode.OK, "INVALID_REQUEST")), answer.Text);
    }

    [Test]
    public async Task AnObjectWhereASimpleValueBelongs_IsNamed()
    {
        var answer = await Host.InvokeAsync("queryStatus", FlowRequests.With(EngineValue.Objects("promotionId", "ContentObject", EngineValue.Object("x", EngineValue.Property("a", "b")))));

        Assert.That(answer.Output("errorMessage"), Does.StartWith("promotionId must be a simple value"));
    }

    private static void AssertProblem(Answer answer, int status)
    {
        Assert.That((int)answer.Status, Is.EqualTo(status), answer.Text);
        Assert.That(answer.Headers.GetValues("X-ManyWho-Service-Problem-Kind"), Is.EqualTo(new[] { "service" }));
        var problem = JsonNode.Parse(answer.Text)!;
        Assert.That(Shape.BreachesOf("Problem", problem), Is.Empty);
        Assert.That((int)problem["statusCode"]!, Is.EqualTo(status));
        Assert.That((string)problem["message"]!, Has.Length.InRange(1, 500));
    }
}

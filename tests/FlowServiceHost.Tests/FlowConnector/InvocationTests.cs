using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FlowEngine;
using FlowServiceHost.FlowConnector;
using FlowServiceHost.FlowConnector.Metadata;
using FlowServiceHost.FlowConnector.Values;
using FlowServiceHost.Tests.FlowConnector.Support;
using FlowServiceHost.Tests.Support;
using Microsoft.Extensions.Options;
using PromotionService.V1;

namespace FlowServiceHost.Tests.FlowConnector;

/// <summary>Items 17 and 23 to 28 of the connector's acceptance list; item 27 runs on a real engine.</summary>
public sealed class InvocationTests
{
    private static HostUnderTest Host => SharedHost.Host;

    private static IEnumerable<string> Actions => Bodies.Catalogue.Actions.Select(action => action.Name);

    [Test]
    public async Task Item17_TheExample_IsForwardedWithEveryDescribedOutputOnce()
    {
        var request = FlowRequests.Promotion();

        var answer = await Host.InvokeAsync("executePromotion", request);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        var body = JsonNode.Parse(answer.Text)!;
        Assert.That(Shape.BreachesOf("ServiceResponse", body), Is.Empty);
        Assert.That(((string)body["invokeType"]!, (string)body["token"]!, (string)body["tenantId"]!), Is.EqualTo(("FORWARD", (string)request["token"]!, FlowRequests.TenantId)));
        Assert.That(answer.Output("success"), Is.EqualTo("true"));
        var sent = (ExecutePromotionRequest)answer.Seen!.Message;
        Assert.That((sent.DevAccountId, sent.Components.Single().ComponentName, sent.PromotionMetadata.RequestDate), Is.EqualTo(("acmedev-EF34GH", "Order Sync", "2026-02-16T14:30:00.000Z")));
        Assert.That(answer.Seen.Headers.GetValue("promotion-primary-account"), Is.EqualTo(FlowRequests.Account));
        Assert.That(answer.Seen.Headers.GetValue("promotion-idempotency-key"), Is.EqualTo((string)request["token"]!));
    }

    [TestCaseSource(nameof(Actions))]
    public async Task Item17_EveryAction_AnswersItsDescribedOutputsOnce(string action)
    {
        var metadata = JsonNode.Parse((await Host.SendAsync("POST", "/metadata", FlowRequests.Json("{}"))).Text)!;
        var described = metadata["actions"]!.AsArray().Single(candidate => (string)candidate!["developerName"]! == action)!["serviceOutputs"]!.AsArray()
            .Select(output => ((string)output!["developerName"]!, (string)output["contentType"]!, (string?)output["typeElementDeveloperName"]));

        var answer = await Host.InvokeAsync(action, FlowRequests.With());

        var body = JsonNode.Parse(answer.Text)!;
        Assert.That(Shape.BreachesOf("ServiceResponse", body), Is.Empty, answer.Text);
        var sent = body["outputs"]!.AsArray().Select(output => ((string)output!["developerName"]!, (string)output["contentType"]!, (string?)output["typeElementDeveloperName"]));
        Assert.That(sent, Is.EqualTo(described));
    }

    [Test]
    public async Task Item23And24_Answer_IsWrittenExactly()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Engine.Answer = (_, _) => new QueryStatusResponse
        {
            Success = true,
            TotalCount = -12345,
            Promotions =
            {
                new PromotionRecord { PromotionId = "p-1", InitiatedAt = "2026-02-16T14:30:00Z", ComponentsTotal = 7 },
                new PromotionRecord { PromotionId = "p-1" },
                new PromotionRecord(),
            },
        };

        var answer = await host.InvokeAsync("queryStatus", FlowRequests.With());

        var promotions = answer.Outputs()["promotions"];
        Assert.That((answer.Output("success"), answer.Output("totalCount"), answer.Output("errorMessage")), Is.EqualTo(("true", "-12345", string.Empty)));
        Assert.That((promotions.At(0, "initiatedAt"), promotions.At(1, "initiatedAt"), promotions.At(0, "componentsTotal")), Is.EqualTo(("2026-02-16T14:30:00.000Z", (string?)null, "7")));
        Assert.That(promotions["objectData"]!.AsArray().Select(item => (string)item!["externalId"]!), Is.EqualTo(new[] { "p-1", "p-1#2", "promotions-2" }));
        Assert.That(promotions["objectData"]!.AsArray().Select(item => (int)item!["order"]!), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(Shape.BreachesOf("ServiceResponse", JsonNode.Parse(answer.Text)), Is.Empty);
    }

    [Test]
    public void Item23_Numbers_AreWrittenTheSameInEveryCulture()
    {
        var action = new FlowCatalogue(Bodies.Catalogue, Options.Create(new FlowOptions())).Find("queryStatus")!;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NegativeSign = "minus" } };
            Assert.That((-5).ToString(CultureInfo.CurrentCulture), Is.EqualTo("minus5"));

            var body = JsonNode.Parse(ServiceResponse.Forward("t", "tenant", action, new QueryStatusResponse { TotalCount = -12345 }, cameWrapped: false))!;

            Assert.That((string)body["outputs"]!.AsArray().Single(output => (string)output!["developerName"]! == "totalCount")!["contentValue"]!, Is.EqualTo("-12345"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public async Task Item24_ListsAndAbsentValues_AreEmptyListsAndNull()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Engine.Answer = (_, _) => new ExecutePromotionResponse { Success = true, MissingConnections = { "c-1", "c-2", "c-1" } };

        var answer = await host.InvokeAsync("executePromotion", FlowRequests.Promotion());

        var outputs = answer.Outputs();
        Assert.That(outputs["promotionResults"]["objectData"]!.AsArray(), Is.Empty);
        Assert.That((outputs["branchId"].ContainsKey("contentValue"), (string?)outputs["branchId"]["contentValue"]), Is.EqualTo((true, (string?)null)));
        Assert.That(outputs["missingConnections"].At(1, "value"), Is.EqualTo("c-2"));
        Assert.That(outputs["missingConnections"]["objectData"]!.AsArray().Select(item => (string)item!["externalId"]!), Is.Unique);
    }

    [Test]
    public async Task Item24_WrappedAnswer_NestsThreeLevelsDeep()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Flow:DescribeWrapped", (string?)"true")]);
        host.Engine.Answer = (_, _) => new ExecutePromotionResponse { Success = true, MissingConnections = { "c-1" } };
        var plain = FlowRequests.Promotion();
        var inputs = plain["inputs"]!.DeepClone().AsArray().Select(input => input!.DeepClone().AsObject());
        plain["inputs"] = new JsonArray(EngineValue.Objects("executePromotionRequest", "ContentObject", EngineValue.Object("any", inputs)));

        var answer = await host.InvokeAsync("executePromotion", plain);

        Assert.That(((ExecutePromotionRequest)answer.Seen!.Message).Components.Single().ComponentName, Is.EqualTo("Order Sync"));
        var outer = answer.Outputs().Single().Value;
        Assert.That(outer.Count(), Is.EqualTo(1));
        var list = outer["objectData"]![0]!["properties"]!.AsArray().Single(property => (string)property!["developerName"]! == "missingConnections")!.AsObject();
        Assert.That(list.At(0, "value"), Is.EqualTo("c-1"));
        Assert.That(Shape.BreachesOf("ServiceResponse", JsonNode.Parse(answer.Text)), Is.Empty);
    }

    [Test]
    public async Task Wrapped_WhenNotDescribed_IsTakenAndAnsweredInBothForms()
    {
        var answer = await Host.InvokeAsync("getDevAccounts", FlowRequests.With(EngineValue.Objects(
            "getDevAccountsRequest", "ContentObject", EngineValue.Object("any", EngineValue.Texts("userSsoGroups", "any", "A")))));

        Assert.That(((GetDevAccountsRequest)answer.Seen!.Message).UserSsoGroups, Is.EqualTo(new[] { "A" }));
        Assert.That(answer.Output("success"), Is.EqualTo("true"));
        Assert.That(answer.Outputs()["getDevAccountsResponse"].At(0, "success"), Is.EqualTo("true"));
    }

    [Test]
    public async Task Item25_Secrets_AreNeitherLoggedNorAnswered()
    {
        using var log = new RememberedLog();
        await using var host = await HostUnderTest.StartAsync(log: log);
        var request = FlowRequests.With(EngineValue.Simple("extensionPayload", "canary-secret", "ContentPassword"), EngineValue.Simple("clientAccountId", "c"));
        request["configurationValues"]!.AsArray().Add(EngineValue.Simple("password", "canary-configured", "ContentPassword"));
        var broken = request.DeepClone().AsObject();
        broken["inputs"] = "canary-broken";

        var answer = await host.InvokeAsync("updateExtensions", request);
        var refused = await host.InvokeAsync("updateExtensions", broken);

        Assert.That((int)refused.Status, Is.EqualTo(400));
        Assert.That(answer.Text + refused.Text + string.Join('\n', log.Lines), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Item26_UnknownAndAbsentMembers_ChangeNothing()
    {
        var request = FlowRequests.Promotion();
        var bare = new JsonObject
        {
            ["token"] = (string)request["token"]!,
            ["tenantId"] = FlowRequests.TenantId,
            ["inputs"] = request["inputs"]!.DeepClone(),
            ["configurationValues"] = request["configurationValues"]!.DeepClone(),
        };
        request["futureMember"] = new JsonObject { ["a"] = new JsonArray(1) };
        request["platformUri"] = "https://flow.boomi.com";

        var full = await Host.InvokeAsync("executePromotion", request);
        var less = await Host.InvokeAsync("executePromotion", bare);

        Assert.That(less.Text, Is.EqualTo(full.Text));
        Assert.That(less.Seen!.Message, Is.EqualTo(full.Seen!.Message));
    }

    [Test]
    public async Task Item28_TwoTokensOfOneState_DoNotWaitForEachOther()
    {
        await using var host = await HostUnderTest.StartAsync();
        var both = new CountdownEvent(2);
        host.Engine.Answer = (_, empty) => both.Signal() || both.Wait(TimeSpan.FromSeconds(20)) ? empty : throw new InvalidOperationException("They ran one after the other.");

        var answers = await Task.WhenAll(host.InvokeAsync("executePromotion", FlowRequests.Promotion()), host.InvokeAsync("executePromotion", FlowRequests.Promotion()));

        Assert.That(answers.Select(answer => answer.Output("success")), Has.All.EqualTo("true"));
    }

    [TestCase(null, "Missing: the connector's configuration value primaryAccountId.")]
    [TestCase("bad account", "primaryAccountId is \"bad account\" in the connector's configuration, which is no account ID.")]
    public async Task PrimaryAccount_MissingOrWrong_IsNamed(string? account, string message)
    {
        var request = FlowRequests.Promotion();
        request["configurationValues"]![0]!["contentValue"] = account;

        Assert.That((await Host.InvokeAsync("executePromotion", request)).Output("errorMessage"), Is.EqualTo(message));
    }

    [TestCase(null, "")]
    [TestCase("acme-1", "")]
    [TestCase("other-2", "primaryAccountId is \"other-2\" in the connector's configuration, but this service works for acme-1.")]
    public async Task PrimaryAccount_PinnedByASetting_IsNotOverridden(string? account, string message)
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Flow:PrimaryAccountId", (string?)"acme-1")]);
        var request = FlowRequests.Promotion();
        request["configurationValues"]![0]!["contentValue"] = account;

        Assert.That((await host.InvokeAsync("executePromotion", request)).Output("errorMessage"), Is.EqualTo(message));
    }
}

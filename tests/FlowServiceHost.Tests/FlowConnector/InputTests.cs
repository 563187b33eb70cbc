using System.Net;
using System.Text.Json.Nodes;
using FlowEngine;
using FlowServiceHost.Tests.FlowConnector.Support;
using FlowServiceHost.Tests.Support;
using PromotionService.V1;

namespace FlowServiceHost.Tests.FlowConnector;

/// <summary>Items 18 to 22 of the connector's acceptance list: what is read, in all its forms.</summary>
public sealed class InputTests
{
    private static HostUnderTest Host => SharedHost.Host;

    [Test]
    public async Task Item18_Inputs_AreFoundInAnyOrderAndCase()
    {
        var request = FlowRequests.With(
            EngineValue.Simple("UNKNOWN", "x"),
            EngineValue.Objects("COMPONENTS", "ContentList", EngineValue.Object("any", EngineValue.Property("ComponentID", "c-1"))),
            EngineValue.Simple("UserEmail", "dana@acme.example"),
            EngineValue.Simple("devaccountid", "dev-1"));
        request["inputs"]![1]!["valueElementId"] = "7881ad71-3a0e-42f9-8225-fa5905ccf1a8";

        var answer = await Host.InvokeAsync("executePromotion", request);

        var sent = (ExecutePromotionRequest)answer.Seen!.Message;
        Assert.That((sent.DevAccountId, sent.Components.Single().ComponentId, sent.UserEmail), Is.EqualTo(("dev-1", "c-1", "dana@acme.example")));
    }

    [TestCase("absent")]
    [TestCase("null")]
    [TestCase("empty")]
    [TestCase("noObjects")]
    [TestCase("emptyList")]
    public async Task Item19_EveryWayOfBeingAbsent_NamesEveryMissingField(string way)
    {
        JsonObject[] inputs = way switch
        {
            "null" => [EngineValue.Simple("devAccountId", null), EngineValue.Simple("components", null, "ContentList")],
            "empty" => [EngineValue.Simple("devAccountId", string.Empty), EngineValue.Simple("components", string.Empty, "ContentList")],
            "noObjects" => [new JsonObject { ["developerName"] = "devAccountId" }, new JsonObject { ["developerName"] = "components", ["objectData"] = null }],
            "emptyList" => [EngineValue.Simple("devAccountId", "  "), EngineValue.Objects("components", "ContentList")],
            _ => [],
        };

        var answer = await Host.InvokeAsync("executePromotion", FlowRequests.With([.. inputs, EngineValue.Simple("userEmail", "dana@acme.example")]));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((answer.Output("success"), answer.Output("errorCode"), answer.Output("errorMessage")), Is.EqualTo(("false", "INVALID_REQUEST", "Missing: devAccountId, components.")));
    }

    [TestCase("\"True\"", true)]
    [TestCase("\"true\"", true)]
    [TestCase("true", true)]
    [TestCase("\"False\"", false)]
    [TestCase("\"\"", false)]
    public async Task Item20_Flags_AreReadInAllTheirForms(string json, bool expected)
    {
        var answer = await Host.InvokeAsync("executePromotion", FlowRequests.With(
            EngineValue.Simple("devAccountId", "d"),
            EngineValue.Simple("userEmail", "dana@acme.example"),
            EngineValue.Objects("components", "ContentList", FlowRequests.Component("c", "n")),
            EngineValue.Simple("dryRun", JsonNode.Parse(json), "ContentBoolean")));

        Assert.That(((ExecutePromotionRequest)answer.Seen!.Message).DryRun, Is.EqualTo(expected));
    }

    [TestCase("\"87\"")]
    [TestCase("\" 87 \"")]
    [TestCase("87")]
    [TestCase("87.0")]
    public async Task Item20_Numbers_AreReadInAllTheirForms(string json)
    {
        var answer = await Host.InvokeAsync("queryStatus", FlowRequests.With(EngineValue.Simple("offset", JsonNode.Parse(json), "ContentNumber")));

        Assert.That(((QueryStatusRequest)answer.Seen!.Message).Offset, Is.EqualTo(87));
    }

    [TestCase("2018-09-04T10:52:25+00:00", "2018-09-04T10:52:25.000Z")]
    [TestCase("2020-01-21T00:00:00Z", "2020-01-21T00:00:00.000Z")]
    [TestCase("2020-01-21T01:02:03.1234567Z", "2020-01-21T01:02:03.123Z")]
    [TestCase("2020-01-21T01:02:03", "2020-01-21T01:02:03.000Z")]
    [TestCase("2020-01-21", "2020-01-21T00:00:00.000Z")]
    [TestCase("", "")]
    public async Task Item20_Instants_AreReadInAllTheirForms(string text, string expected)
    {
        var answer = await Host.InvokeAsync("queryStatus", FlowRequests.With(EngineValue.Simple("startDate", text, "ContentDateTime")));

        Assert.That(((QueryStatusRequest)answer.Seen!.Message).StartDate, Is.EqualTo(expected));
    }

    private static IEnumerable<JsonObject> Groups()
    {
        yield return EngineValue.Objects("userSsoGroups", "ContentList", Group("Name", "A", "ID", "1"), Group("Name", "B", "ID", "2"));
        yield return EngineValue.Objects("userSsoGroups", "ContentList", Group("Description", null, "ID", "A"), Group("Id", "B", "Description", null));
        yield return EngineValue.Texts("userSsoGroups", "getDevAccounts REQUEST - userSsoGroups", "A", "B");
        yield return EngineValue.Objects("userSsoGroups", "ContentList", EngineValue.Object("G", EngineValue.Property("anything", "A")), EngineValue.Object("G", EngineValue.Property("anything", "B")));
        yield return EngineValue.Simple("userSsoGroups", "A, B");
        yield return EngineValue.Simple("userSsoGroups", "[\"A\",\"B\"]", "ContentContent");
    }

    [TestCaseSource(nameof(Groups))]
    public async Task Item21_Groups_AreReadInAllTheirForms(JsonObject groups)
    {
        var answer = await Host.InvokeAsync("getDevAccounts", FlowRequests.With(groups));

        Assert.That(((GetDevAccountsRequest)answer.Seen!.Message).UserSsoGroups, Is.EqualTo(new[] { "A", "B" }));
        Assert.That(answer.Seen.Caller.Groups, Is.EqualTo(new[] { "A", "B" }));
    }

    [TestCase("null")]
    [TestCase("\"ContentFuture\"")]
    [TestCase("\"ContentString\"")]
    public async Task Item22_ConfigurationOfAnyKind_IsTaken(string contentType)
    {
        var request = FlowRequests.Promotion();
        request["configurationValues"]![0]!["contentType"] = JsonNode.Parse(contentType);

        Assert.That((await Host.InvokeAsync("executePromotion", request)).Output("success"), Is.EqualTo("true"));
    }

    private static JsonObject Group(string first, string? firstText, string second, string? secondText) =>
        EngineValue.Object("$Group", EngineValue.Property(first, firstText), EngineValue.Property(second, secondText));
}

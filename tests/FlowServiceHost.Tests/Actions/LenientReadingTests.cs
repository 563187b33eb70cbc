using System.Text.Json;
using System.Text.Json.Nodes;
using FlowServiceHost.Actions;
using FlowServiceHost.Tests.Support;
using PromotionService.V1;

namespace FlowServiceHost.Tests.Actions;

public sealed class LenientReadingTests
{
    [TestCase("true", true)]
    [TestCase("false", false)]
    [TestCase("\"true\"", true)]
    [TestCase("\"True\"", true)]
    [TestCase("\" FALSE \"", false)]
    public void Flag_InAnyForm_IsRead(string json, bool expected)
    {
        var request = Read<PackageAndDeployRequest>("packageAndDeploy", $"{{\"promotionId\":\"p\",\"isHotfix\":{json},\"createNewPack\":{json}}}");

        Assert.That(request.HasIsHotfix);
        Assert.That(request.IsHotfix, Is.EqualTo(expected));
        Assert.That(request.CreateNewPack, Is.EqualTo(expected));
    }

    [TestCase("587")]
    [TestCase("\"587\"")]
    [TestCase("\" 587 \"")]
    [TestCase("587.0")]
    [TestCase("\"587.00\"")]
    public void Number_InAnyForm_IsRead(string json) =>
        Assert.That(Read<QueryStatusRequest>("queryStatus", $"{{\"limit\":{json}}}").Limit, Is.EqualTo(587));

    [Test]
    public void Number_Absent_IsToldFromZero()
    {
        Assert.That(Read<QueryStatusRequest>("queryStatus", "{}").HasLimit, Is.False);
        Assert.That(Read<QueryStatusRequest>("queryStatus", "{\"limit\":0}").HasLimit);
        Assert.That(Read<QueryStatusRequest>("queryStatus", "{\"limit\":\"\"}").HasLimit, Is.False);
    }

    [TestCase("[\"A\",\"B B\"]")]
    [TestCase("[\" A \",\"\",null,\"B B\",\"A\"]")]
    [TestCase("[{\"value\":\"A\"},{\"value\":\"B B\"}]")]
    [TestCase("[{\"Name\":\"A\",\"ID\":\"1\"},{\"Id\":\"B B\",\"other\":5}]")]
    [TestCase("[{\"groupName\":\"A\"},\"B B\"]")]
    [TestCase("\"A, B B\"")]
    [TestCase("\"A;B B;\"")]
    [TestCase("\"A\\nB B\\r\\n\"")]
    [TestCase("\"[\\\"A\\\",\\\"B B\\\"]\"")]
    [TestCase("\" [{\\\"name\\\":\\\"A\\\"},\\\"B B\\\"]\"")]
    public void Groups_InAnyForm_AreRead(string json) =>
        Assert.That(
            Read<GetDevAccountsRequest>("getDevAccounts", $"{{\"userSsoGroups\":{json}}}").UserSsoGroups, Is.EqualTo(new[] { "A", "B B" }));

    [TestCase("\"[1]\"")]
    [TestCase("\"[\\\"A\\\"\"")]
    [TestCase("\"[\\\"\\\\ud800\\\"]\"")]
    [TestCase("[[\"A\"]]")]
    [TestCase("[{\"count\":1}]")]
    [TestCase("7")]
    public void Groups_InNoForm_AreRefused(string json)
    {
        var problems = Problems("getDevAccounts", $"{{\"userSsoGroups\":{json}}}");

        Assert.That(problems, Does.StartWith("userSsoGroups must be a list of texts"));
    }

    [TestCase("2026-02-16T14:30:00.000Z", "2026-02-16T14:30:00.000Z")]
    [TestCase("2026-02-16T14:30:00Z", "2026-02-16T14:30:00.000Z")]
    [TestCase("2026-02-16T15:30:00.1234567+01:00", "2026-02-16T14:30:00.123Z")]
    [TestCase("2026-02-16T10:30:00.9-0400", "2026-02-16T14:30:00.900Z")]
    [TestCase("2026-02-16T14:30", "2026-02-16T14:30:00.000Z")]
    [TestCase("2026-02-16 14:30:05", "2026-02-16T14:30:05.000Z")]
    [TestCase(" 2026-02-16 ", "2026-02-16T00:00:00.000Z")]
    public void DateTime_InAnyIsoForm_IsNormalised(string text, string expected) =>
        Assert.That(Read<QueryStatusRequest>("queryStatus", $"{{\"startDate\":\"{text}\"}}").StartDate, Is.EqualTo(expected));

    [TestCase("16.02.2026")]
    [TestCase("2026-02-30")]
    [TestCase("2026-02-16T25:00:00Z")]
    [TestCase("2026-02-16T14:30:60Z")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("9999-12-31T23:59:59-14:00")]
    [TestCase("yesterday")]
    [TestCase("1708093800000")]
    public void DateTime_InAnotherForm_IsNamedWithItsValue(string text) =>
        Assert.That(
            Problems("queryStatus", $"{{\"startDate\":\"{text}\"}}"),
            Is.EqualTo($"startDate must be a date and time such as 2026-02-16T14:30:00.000Z, not \"{text}\"."));

    [Test]
    public void Text_OfNamesAndIds_IsTrimmedAndWhatPeopleWroteIsKept()
    {
        var request = Read<SubmitPeerReviewRequest>(
            "submitPeerReview",
            """{"promotionId":" p-1 ","decision":"\tREJECTED ","reviewerEmail":" Bob@X.com ","reviewerName":" Bob ","comments":"  two\n lines "}""");

        Assert.That(request.PromotionId, Is.EqualTo("p-1"));
        Assert.That(request.Decision, Is.EqualTo("REJECTED"));
        Assert.That(request.ReviewerEmail, Is.EqualTo("Bob@X.com"));
        Assert.That(request.Comments, Is.EqualTo("  two\n lines "));
    }

    [Test]
    public void Word_NotAmongTheAllowed_IsNamedWithTheWordsAndTheValue()
    {
        Assert.That(
            Problems("submitPeerReview", """{"promotionId":"p","decision":"approved","reviewerEmail":"b","reviewerName":"b"}"""),
            Is.EqualTo("decision must be APPROVED or REJECTED, not \"approved\"."));
        Assert.That(
            Problems("manageMappings", """{"action":"drop\u0007"}"""),
            Is.EqualTo("action must not hold line breaks, tabs or other control characters."));
        Assert.That(
            Problems("manageMappings", $$"""{"action":"{{new string('d', 500)}}"}"""),
            Does.EndWith("…\".").And.Length.LessThan(200));
    }

    [TestCase("true")]
    [TestCase("\"TRUE\"")]
    public void Word_InAnyCaseOrAsFlag_BecomesTheWord(string json) =>
        Assert.That(Read<ManageAccessRequest>("manageAccess", $$"""{"kind":"DEV_ACCOUNT","action":"query","isActive":{{json}}}""").IsActive, Is.EqualTo("true"));

    [Test]
    public void Code_OfADeploymentTargetThatIsNone_IsTheDocumentedOne()
    {
        var problems = new FieldProblems();
        Read(problems, "packageAndDeploy", """{"promotionId":"p","deploymentTarget":"QA"}""");
        Assert.That(problems.Code, Is.EqualTo("INVALID_DEPLOYMENT_TARGET"));

        var several = new FieldProblems();
        Read(several, "packageAndDeploy", """{"deploymentTarget":"QA"}""");
        Assert.That(several.Code, Is.EqualTo("INVALID_REQUEST"));
    }

    [Test]
    public void Lists_OfObjects_AreNamedWithTheIndex()
    {
        var problems = Problems("executePromotion", """{"components":[{"componentId":"a"},{"componentId":"  "},7,{"componentId":5,"componentName":[]}]}""");

        Assert.That(problems, Is.EqualTo(
            "Missing: devAccountId, components[1].componentId. components[2] must be an object, not a number. "
            + "components[3].componentId must be a text, not a number. components[3].componentName must be a text, not a list."));
    }

    [Test]
    public void Problems_ByTheThousand_AreCountedNotListed()
    {
        var list = new JsonArray([.. Enumerable.Range(0, 5000).Select(_ => (JsonNode)new JsonObject())]);
        var problems = Problems("executePromotion", new JsonObject { ["devAccountId"] = "d", ["components"] = list }.ToJsonString());

        Assert.That(problems, Does.StartWith("Missing: components[0].componentId, ").And.EndsWith(" and 4950 more.").And.Length.LessThan(2000));
    }

    private static T Read<T>(string action, string json)
    {
        var problems = new FieldProblems();
        var message = Read(problems, action, json);
        Assert.That(problems.ToString(), Is.Empty);
        return (T)message;
    }

    private static string Problems(string action, string json)
    {
        var problems = new FieldProblems();
        Read(problems, action, json);
        return problems.ToString();
    }

    private static Google.Protobuf.IMessage Read(FieldProblems problems, string action, string json) =>
        new RequestReader(problems, _ => false).Read(Bodies.Catalogue.Find(action)!.Request, JsonElement.Parse(json));
}

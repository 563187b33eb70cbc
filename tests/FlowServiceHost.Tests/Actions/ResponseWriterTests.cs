using System.Text;
using System.Text.Json;
using Contract.Actions;
using FlowServiceHost.Actions;
using FlowServiceHost.Tests.Support;
using Google.Protobuf;
using PromotionService.V1;

namespace FlowServiceHost.Tests.Actions;

public sealed class ResponseWriterTests
{
    [TestCaseSource(nameof(AllActions))]
    public void Write_AnEmptyResponse_HasEveryDocumentedFieldInOrderWithItsType(string action)
    {
        var definition = Bodies.Catalogue.Find(action)!.Response;

        var json = Written(definition, definition.Descriptor.Parser.ParseFrom(ByteString.Empty));

        var expected = definition.Fields.Where(field => !field.AbsentWhenEmpty && !field.TracksPresence).ToList();
        Assert.That(json.EnumerateObject().Select(property => property.Name), Is.EqualTo(expected.Select(field => field.Name)));
        foreach (var field in expected)
        {
            var raw = json.GetProperty(field.Name).GetRawText();
            Assert.That(raw, Is.EqualTo(field switch
            {
                { IsList: true } => "[]",
                { Kind: FieldKind.Flag } => "false",
                { Kind: FieldKind.Number } => "0",
                _ => "\"\"",
            }));
        }
    }

    [Test]
    public void Write_ASuccessfulPromotion_HasTheBranchAndNoMissingConnections()
    {
        var json = Written("executePromotion", new ExecutePromotionResponse
        {
            Success = true,
            BranchId = "b",
            BranchName = string.Empty,
            PromotionResults = { new PromotionResult { DevComponentId = "d", Version = 3 } },
        });

        Assert.That(json.GetProperty("branchId").GetString(), Is.EqualTo("b"));
        Assert.That(json.GetProperty("branchName").GetString(), Is.Empty);
        Assert.That(json.TryGetProperty("missingConnectionMappings", out _), Is.False);
        Assert.That(json.TryGetProperty("missingConnections", out _), Is.False);
        Assert.That(
            json.GetProperty("promotionResults")[0].GetRawText(),
            Is.EqualTo(
                """{"devComponentId":"d","prodComponentId":"","componentName":"","componentType":"","action":"","version":3,"errorMessage":"","""
                + "\"configStripped\":false,\"strippedElements\":\"\",\"referencesRewritten\":0}"));
    }

    [Test]
    public void Write_MissingConnections_HasThemAndNoBranch()
    {
        var json = Written("executePromotion", new ExecutePromotionResponse
        {
            ErrorCode = "MISSING_CONNECTION_MAPPINGS",
            MissingConnectionMappings = { new MissingConnectionMapping { Name = "n" } },
            MissingConnections = { "c-1" },
        });

        Assert.That(json.TryGetProperty("branchId", out _), Is.False);
        Assert.That(json.GetProperty("missingConnectionMappings").GetArrayLength(), Is.EqualTo(1));
        Assert.That(json.GetProperty("missingConnections")[0].GetString(), Is.EqualTo("c-1"));
    }

    [Test]
    public void Write_TextsOfEveryKind_ComeBackAsTheyWere()
    {
        const string text = "<a b=\"1\">ü 🚀 \u0001 \\ \u2028</a>\r\n";

        var json = Written("generateComponentDiff", new GenerateComponentDiffResponse { BranchXml = text });

        Assert.That(json.GetProperty("branchXml").GetString(), Is.EqualTo(text));
    }

    private static JsonElement Written(string action, IMessage message) => Written(Bodies.Catalogue.Find(action)!.Response, message);

    private static JsonElement Written(MessageDefinition definition, IMessage message) =>
        JsonElement.Parse(Encoding.UTF8.GetString(ResponseWriter.Write(definition, message)));

    private static IEnumerable<string> AllActions() => Bodies.Catalogue.Actions.Select(action => action.Name);
}

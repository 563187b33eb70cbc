using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Extensions;
using PromotionEngine.Failures;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Encrypted pairs beside a value are never blanked.</summary>
[TestFixture]
public sealed class CustomPairsTests
{
    private const string Plain = "{\"key\":\"k\",\"value\":\"v\",\"encrypted\":false}";
    private const string Secret = "{\"key\":\"s\",\"encrypted\":true}";

    [TestCase(Plain + "," + Secret)]
    [TestCase(Plain + ",{\"key\":\"s\",\"value\":\"******\",\"encrypted\":true}")]
    [TestCase(Plain + ",{\"key\":\"s\",\"value\":\"\",\"encrypted\":true}")]
    [TestCase(Plain + ",{\"key\":\"s\",\"value\":null,\"encrypted\":true}")]
    public void Change_WithPairsAsTheyWereRead_LeavesThemOut(string pairs)
    {
        var value = Sent($$$"""{"id":"url","value":"new","customProperties":{"properties":[{{{pairs}}}]}}""");
        var nothing = Sent($$$"""{"id":"url","customProperties":{"properties":[{{{pairs}}}]}}""");

        Assert.That(value?.ToJsonString(), Is.EqualTo("""{"id":"url","value":"new","useDefault":false}"""));
        Assert.That(nothing, Is.Null, "nothing is left to change");
    }

    [TestCase(Plain)]
    [TestCase("")]
    [TestCase("{\"key\":\"k\",\"value\":\"other\",\"encrypted\":false}," + Secret)]
    [TestCase(Plain + ",{\"key\":\"s\",\"value\":\"\",\"encrypted\":false}")]
    [TestCase(Plain + "," + Secret + ",{\"key\":\"s2\",\"value\":\"new-1\",\"encrypted\":true}")]
    public void Change_OfPairs_WithoutTheEncryptedValue_IsInvalidRequest(string pairs)
    {
        var failure = Assert.Throws<PromotionFailure>(() => Sent($$$"""{"id":"url","value":"new","customProperties":{"properties":[{{{pairs}}}]}}"""));

        Assert.That(failure!.Code, Is.EqualTo(ErrorCodes.InvalidRequest));
        Assert.That(failure.Message, Does.Contain("DB/url").And.Contains("encrypted s ").And.Not.Contains("new-1"));
    }

    [Test]
    public void Change_OfPairs_WithAllEncryptedValues_SendsThem()
    {
        var sent = Sent("""{"id":"url","customProperties":{"properties":[{"key":"s","value":"new-1","encrypted":true}]}}""");

        Assert.That(sent!.ToJsonString(), Is.EqualTo("""{"id":"url","customProperties":{"properties":[{"key":"s","value":"new-1","encrypted":true}]}}"""));
    }

    private static JsonNode? Sent(string field)
    {
        var change = new ExtensionChange(new ExtensionDocument(Document($$$"""{"id":"url","value":"jdbc:a","customProperties":{"properties":[{{{Plain}}},{{{Secret}}}]}}""")));
        foreach (var entry in ExtensionPayload.Read(Document(field).ToJsonString(), new EnvironmentId("e1")).Entries)
        {
            change.Add(entry, [.. entry.Fields()]);
        }

        return change.Bodies.Values.SingleOrDefault()?["connections"]?["connection"]?[0]?["field"]?[0];
    }

    private static JsonObject Document(string field) => new()
    {
        ["connections"] = new JsonObject { ["connection"] = new JsonArray(new JsonObject { ["id"] = "c1", ["name"] = "DB", ["field"] = new JsonArray(JsonNode.Parse(field)) }) },
    };
}

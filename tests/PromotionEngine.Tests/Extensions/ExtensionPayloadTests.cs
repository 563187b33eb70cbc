using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Extensions;
using PromotionEngine.Failures;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Payloads that are no payloads, and what a good one is turned into.</summary>
[TestFixture]
public sealed class ExtensionPayloadTests
{
    private const string Present = """
        {"@type":"EnvironmentExtensions","id":"e1","environmentId":"e1","extensionGroupId":"","later":{"x":1},
         "connections":{"connection":[{"id":"c1","name":"DB","field":[{"id":"url","value":"jdbc:a"},{"id":"password","encryptedValueSet":true,"usesEncryption":true}]}]},
         "tradingPartners":{"tradingPartner":[{"id":"t1","name":"P","category":[{"id":"as2","name":"AS2","field":[{"id":"url","value":"u"}]},{"id":"ftp","field":[{"id":"url","value":"f"}]}]}]},
         "crossReferences":{"crossReference":[{"id":"x1","name":"Codes","overrideValues":true,"kept":"yes","CrossReferenceRows":{"row":[{"ref1":"A","ref2":"1"}]}}]},
         "processProperties":{"ProcessProperty":[{"id":"p1","name":"Settings","own":7,"ProcessPropertyValue":[
           {"key":"size","label":"Size","value":"50","later":"kept"},{"key":"site","label":"Site","useDefault":true},{"key":"pass","label":"Pass","encryptedValueSet":true,"usesEncryption":true,"useDefault":false}]}]},
         "properties":{"property":[{"name":"DPP","value":"EU"}]},
         "PGPCertificates":{"PGPCertificate":[{"id":"g1","value":"cert"}]}}
        """;

    [TestCase("")]
    [TestCase("no json")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("null")]
    [TestCase("{\"id\":\"other\"}")]
    [TestCase("{\"environmentId\":\"other\"}")]
    [TestCase("{\"extensionGroupId\":\"pack\"}")]
    [TestCase("{\"dataMaps\":{}}")]
    [TestCase("{\"connections\":7}")]
    [TestCase("{\"connections\":[]}")]
    [TestCase("{\"connections\":{\"connection\":\"x\"}}")]
    [TestCase("{\"connections\":{\"connection\":[7]}}")]
    [TestCase("{\"connections\":{\"connection\":[{}]}}")]
    [TestCase("{\"connections\":{\"connection\":[{\"id\":\"c1\",\"field\":\"x\"}]}}")]
    [TestCase("{\"connections\":{\"connection\":[{\"id\":\"c1\",\"field\":[{\"value\":\"x\"}]}]}}")]
    [TestCase("{\"connections\":{\"connection\":[{\"id\":\"c1\",\"field\":[{\"id\":\"url\",\"value\":{}}]}]}}")]
    [TestCase("{\"connections\":{\"connection\":[{\"id\":\"c1\",\"field\":[{\"id\":\"a\"},{\"id\":\"a\"}]}]}}")]
    [TestCase("{\"connections\":{\"connection\":[{\"id\":\"c1\"},{\"id\":\"c1\"}]}}")]
    [TestCase("{\"connections\":{},\"connections\":{}}")]
    [TestCase("{\"tradingPartners\":{\"tradingPartner\":[{\"id\":\"t\",\"category\":[7]}]}}")]
    public void Read_WhatIsNoPayload_IsInvalidRequest(string payload)
    {
        var failure = Assert.Throws<PromotionFailure>(() => ExtensionPayload.Read(payload, new EnvironmentId("e1")));

        Assert.That(failure!.Code, Is.EqualTo(ErrorCodes.InvalidRequest));
        Assert.That(failure.Message, Does.StartWith("extensionPayload "));
    }

    [Test]
    public void Read_DeepNesting_IsInvalidRequest()
    {
        var deep = "{\"connections\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_001);

        Assert.That(() => ExtensionPayload.Read(deep, new EnvironmentId("e1")), Throws.TypeOf<PromotionFailure>());
    }

    [Test]
    public void Change_OfOneProcessProperty_SendsTheWholeComponentWithPresentValues()
    {
        var body = Body("""{"processProperties":{"ProcessProperty":{"id":"p1","ProcessPropertyValue":{"key":"site","value":"S"}}}}""");

        var entry = body["processProperties"]!["ProcessProperty"]!.AsArray().Single()!.AsObject();
        Assert.That((entry["own"]!.ToJsonString(), (string?)entry["name"]), Is.EqualTo(("7", "Settings")), "what nobody here knows comes back");
        var values = entry["ProcessPropertyValue"]!.AsArray().Select(value => value!.AsObject()).ToDictionary(value => (string)value["key"]!, StringComparer.Ordinal);
        Assert.That(values.Keys, Is.EqualTo(new[] { "size", "site", "pass" }));
        Assert.That(((string?)values["size"]["value"], (string?)values["size"]["later"]), Is.EqualTo(("50", "kept")));
        Assert.That(((string?)values["site"]["value"], (bool)values["site"]["useDefault"]!), Is.EqualTo(("S", false)));
        Assert.That(values["pass"].ContainsKey("value"), Is.False, "neither blank nor null");
        Assert.That(body.Select(member => member.Key), Is.EqualTo(new[] { "processProperties" }));
    }

    [TestCase("\"\"")]
    [TestCase("null")]
    [TestCase("\"******\"")]
    public void Change_OfASecretThatComesBackBlankOrMasked_IsNoChange(string value)
    {
        var connection = Body($$$"""{"connections":{"connection":[{"id":"c1","field":[{"id":"password","value":{{{value}}} }]}]}}""");
        var property = Body($$$"""{"processProperties":{"ProcessProperty":[{"id":"p1","ProcessPropertyValue":[{"key":"pass","value":{{{value}}} }]}]}}""");

        Assert.That(connection, Is.Empty);
        Assert.That(property["processProperties"]!["ProcessProperty"]![0]!["ProcessPropertyValue"]![2]!.AsObject().ContainsKey("value"), Is.False);
    }

    [Test]
    public void Change_OfASecretWithANewValue_SendsIt()
    {
        var field = Body("""{"connections":{"connection":[{"id":"c1","field":[{"id":"password","value":"new"}]}]}}""")["connections"]!["connection"]![0]!["field"]!.AsArray().Single()!;

        Assert.That(((string?)field["value"], (bool)field["encryptedValueSet"]!, (bool)field["useDefault"]!), Is.EqualTo(("new", true, false)));
    }

    [Test]
    public void Change_OfATableWithoutRows_KeepsThePresentRows()
    {
        var table = Body("""{"crossReferences":{"crossReference":[{"id":"x1","overrideValues":true}]}}""")["crossReferences"]!["crossReference"]![0]!;

        Assert.That((string?)table["kept"], Is.EqualTo("yes"));
        Assert.That(table["CrossReferenceRows"]!["row"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public void Change_BackToTheDefault_SendsNoValue()
    {
        var body = Body("""
            {"connections":{"connection":[{"id":"c1","field":[{"id":"url","useDefault":true,"value":"x"}]}]},"properties":{"property":[{"name":"DPP","useDefault":true}]},
             "tradingPartners":{"tradingPartner":[{"id":"t1","category":[{"id":"ftp","field":[{"id":"url","useDefault":"true"}]}]}]}}
            """);

        Assert.That(body["connections"]!["connection"]![0]!["field"]![0]!.AsObject().ContainsKey("value"), Is.False);
        Assert.That(body["properties"]!["property"]![0]!.ToJsonString(), Is.EqualTo("""{"name":"DPP"}"""), "a dynamic property has no useDefault");
        Assert.That(body["tradingPartners"]!["tradingPartner"]![0]!["category"]!.AsArray().Single()!["id"]!.GetValue<string>(), Is.EqualTo("ftp"));
    }

    [Test]
    public void LeafCount_CountsTheCallersValuesOnly()
    {
        var payload = ExtensionPayload.Read(
            """
            {"processProperties":{"ProcessProperty":[{"id":"p1","ProcessPropertyValue":[{"key":"site","value":"S"}]}]},"properties":{"property":[{"name":"DPP","value":"x"}]},
             "crossReferences":{"crossReference":[{"id":"x1","CrossReferenceRows":{"row":[{"ref1":"A","ref2":"1"},{"ref1":"B"}]}}]}}
            """,
            new EnvironmentId("e1"));

        Assert.That(payload.LeafCount, Is.EqualTo(5));
    }

    [Test]
    public void Masked_HidesSecretsByKindAndByName()
    {
        var node = (JsonObject)JsonNode.Parse("""
            {"properties":{"property":[{"name":"DPP_API_TOKEN","value":"t-1"},{"name":"DPP_REGION","value":"EU"}]},
             "connections":{"connection":[{"id":"c","field":[{"id":"password","value":"p-1","usesEncryption":true},{"id":"url","value":"u","customProperties":{"properties":[{"key":"k","value":"v-1","encrypted":true}]}}]}]}}
            """)!;

        var masked = new ExtensionDocument(node).Masked().Node.ToJsonString();

        Assert.That(masked, Does.Not.Contain("t-1").And.Not.Contains("p-1").And.Not.Contains("v-1").And.Contains("EU"));
    }

    [Test]
    public void Image_OfTheSameInAnotherOrder_IsTheSame()
    {
        var one = new ExtensionDocument((JsonObject)JsonNode.Parse("""{"properties":{"property":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}}""")!);
        var other = new ExtensionDocument((JsonObject)JsonNode.Parse("""{"properties":{"property":[{"value":"2","name":"B"},{"value":"1","name":"A"}]}}""")!);
        var changed = new ExtensionDocument((JsonObject)JsonNode.Parse("""{"properties":{"property":[{"value":"3","name":"B"},{"value":"1","name":"A"}]}}""")!);

        Assert.That(ExtensionDocument.HashOf(one.Image()), Is.EqualTo(ExtensionDocument.HashOf(other.Image())).And.Not.EqualTo(ExtensionDocument.HashOf(changed.Image())));
    }

    private static JsonObject Body(string payload)
    {
        var change = new ExtensionChange(new ExtensionDocument((JsonObject)JsonNode.Parse(Present)!));
        foreach (var entry in ExtensionPayload.Read(payload, new EnvironmentId("e1")).Entries)
        {
            change.Add(entry, [.. entry.Fields()]);
        }

        return change.Bodies.GetValueOrDefault(string.Empty) ?? [];
    }
}

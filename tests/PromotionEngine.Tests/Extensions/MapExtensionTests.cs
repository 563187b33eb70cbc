using System.Text.Json.Nodes;
using PromotionEngine.Extensions;

namespace PromotionEngine.Tests.Extensions;

/// <summary>The form of map extensions, and how a part is put over what is there.</summary>
[TestFixture]
public sealed class MapExtensionTests
{
    [TestCase("{}", "Map is not an object")]
    [TestCase("{\"Map\":[]}", "Map is not an object")]
    [TestCase("{\"Map\":{\"ExtendedFunctions\":[{\"Function\":[{\"id\":\"F\",\"Configuration\":{\"Scripting\":{\"language\":\"GROOVY\",\"Script\":\"x\"}}}]}]}}", "Map.ExtendedFunctions is")]
    [TestCase("{\"Map\":{\"ExtendedMappings\":[]}}", "Map.ExtendedMappings is")]
    [TestCase("{\"Map\":{\"ExtendedMappings\":\"\"}}", "Map.ExtendedMappings is")]
    [TestCase("{\"Map\":{\"ExtendedMappings\":{\"Mapping\":\"\"}}}", "Map.ExtendedMappings is")]
    [TestCase("{\"Map\":{\"SourceProfileExtensions\":{\"Node\":[7]}}}", "Map.SourceProfileExtensions is")]
    [TestCase("{\"Map\":{\"DestinationProfileExtensions\":7}}", "Map.DestinationProfileExtensions is")]
    [TestCase("{\"Map\":{\"ExtendedFunctions\":{\"Function\":[{\"id\":\"F-7\",\"Configuration\":{\"Scripting\":[{\"Script\":\"x\"}]}}]}}}", "F-7 has a Scripting")]
    [TestCase("{\"Map\":{\"ExtendedFunctions\":{\"Function\":{\"id\":\"F-7\",\"Configuration\":[{\"Scripting\":\"x\"}]}}}}", "F-7 has a Scripting")]
    public void FormProblem_OfAnotherForm_NamesThePlace(string extension, string place) => Assert.That(MapExtension.FormProblem(Parse(extension)), Does.Contain(place));

    [TestCase("{\"Map\":{}}")]
    [TestCase("{\"Map\":{\"ExtendedMappings\":null,\"ExtendedFunctions\":{\"Function\":[{\"id\":\"F\",\"Configuration\":{\"Scripting\":null}}]},\"later\":[7]}}")]
    [TestCase("{\"Map\":{\"ExtendedMappings\":{\"Mapping\":{\"toXPath\":\"a\"}},\"ExtendedFunctions\":{\"Function\":[{\"id\":\"F\",\"Configuration\":{\"Scripting\":{\"Script\":\"x\"}}}]}}}")]
    public void FormProblem_AsThePlatformWritesIt_IsNone(string extension) => Assert.That(MapExtension.FormProblem(Parse(extension)), Is.Null);

    [Test]
    public void Merge_PartOfARow_LeavesTheRestOfIt()
    {
        var present = Parse("""
            {"Map":{"ExtendedFunctions":{"Function":[{"id":"F-1","type":"CustomScripting","cacheType":"None","Inputs":{"Input":[{"key":1}]},
             "Configuration":{"Scripting":{"language":"GROOVY2","Script":"old"}}},{"id":"F-2","type":"Count"}]}}}
            """);

        var merged = MapExtension.Merge(present, Parse("""{"Map":{"ExtendedFunctions":{"Function":{"id":"F-1","cacheType":null,"Configuration":{"Scripting":{"Script":"new"}}}}}}"""));

        Assert.That(
            merged["Map"]!["ExtendedFunctions"]!["Function"]!.ToJsonString(),
            Is.EqualTo("""[{"id":"F-1","type":"CustomScripting","Inputs":{"Input":[{"key":1}]},"Configuration":{"Scripting":{"language":"GROOVY2","Script":"new"}}},{"id":"F-2","type":"Count"}]"""),
            "only what is named changes, and only what is named null goes");
    }

    [Test]
    public void Merge_RowsWithEqualKeys_AreAllKept()
    {
        var present = Parse("""{"Map":{"ExtendedMappings":{"Mapping":[{"fromXPath":"a","toXPath":"x"},{"fromXPath":"b","toXPath":"x"},{"fromXPath":"c","toXPath":"y"}]}}}""");

        Assert.That(Sources(present, """[{"fromXPath":"d","toXPath":"z"}]"""), Is.EqualTo(new[] { "a", "b", "c", "d" }));
        Assert.That(Sources(present, """[{"fromXPath":"a","toXPath":"x"},{"fromXPath":"B","toXPath":"x"}]"""), Is.EqualTo(new[] { "a", "B", "c" }), "the second goes over the second");
        Assert.That(Sources(present, """[{"fromXPath":"C","toXPath":"y"},{"fromXPath":"D","toXPath":"y"}]"""), Is.EqualTo(new[] { "a", "b", "C", "D" }));
    }

    private static IEnumerable<string> Sources(JsonObject present, string mappings) =>
        MapExtension.Merge(present, Parse($"{{\"Map\":{{\"ExtendedMappings\":{{\"Mapping\":{mappings}}}}}}}"))["Map"]!["ExtendedMappings"]!["Mapping"]!.AsArray().Select(row => (string)row!["fromXPath"]!);

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}

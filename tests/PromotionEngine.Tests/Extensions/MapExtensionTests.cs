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

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}

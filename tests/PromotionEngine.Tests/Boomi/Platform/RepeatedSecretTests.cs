using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Extensions;
using PromotionEngine.Packages;

namespace PromotionEngine.Tests.Boomi.Platform;

/// <summary>A platform that quotes what it was sent: what is secret of it is in no exception, and so in no answer, log, record or mail.</summary>
[TestFixture]
public sealed class RepeatedSecretTests
{
    private const string Secret = "geheim-4711-und-noch-etwas-mehr";

    [Test]
    public void UpdateOfAComponent_ThatIsRefusedInItsWords_HidesItsSecretsOnly()
    {
        var xml = ScriptedPlatform.ComponentXml("c-1", 2, inner: $"<GenericConnectionConfig xmlns=\"\"><field id=\"password\" type=\"password\" value=\"{Secret}\"/><field id=\"realm\" type=\"string\" value=\"plain-realm\"/></GenericConnectionConfig>");

        var message = Refused($"field password={Secret} of plain-realm is not allowed", platform => platform.Components.UpdateAsync(ScriptedPlatform.Primary, new ComponentId("c-1"), xml));

        Assert.That(message, Is.EqualTo("field password=****** of plain-realm is not allowed"));
    }

    [Test]
    public void UpdateOfAMapExtension_ThatIsRefusedInItsWords_HidesEveryValueButNamesAndPlaces()
    {
        var whole = (JsonObject)JsonNode.Parse("""
            {"id":"m-1","Map":{"ExtendedFunctions":{"Function":[{"id":"FUNCEXT--1","type":"Script","Inputs":{"Input":[{"key":1,"name":"in","default":"SECRET-1"}]},"Configuration":{"Scripting":{"language":"GROOVY","Script":"login('SECRET-2')"}}}]},
             "BrowseSettings":{"DestinationBrowse":{"sessionId":"SECRET-3","BrowseFields":[{"name":"SECRET-4","value":"SECRET-5"}]}} } }
            """.Replace("SECRET", Secret, StringComparison.Ordinal))!;

        var message = Refused(
            $"FUNCEXT--1: {Secret}-1, login('{Secret}-2'), {Secret}-3, {Secret}-4, {Secret}-5, GROOVY",
            platform => platform.MapExtensions.UpdateAsync(ScriptedPlatform.Primary, "m-1", whole));

        Assert.That(message, Does.StartWith("FUNCEXT--1: ").And.EndsWith("GROOVY").And.Not.Contain("geheim"));
    }

    [Test]
    public void UpdateOfExtensions_ThatIsRefusedInItsWords_HidesTheValueAndKeepsTheName()
    {
        var changes = (JsonObject)JsonNode.Parse("""{"connections":{"connection":[{"id":"con-1","field":[{"id":"password","value":"SECRET"}]}]},"properties":{"property":[{"name":"limit","value":123456}]}}""".Replace("SECRET", Secret, StringComparison.Ordinal))!;

        var message = Refused(
            $"field password of con-1 must not be {Secret}, limit not 123456",
            platform => platform.Extensions.UpdateAsync(ScriptedPlatform.Primary, new EnvironmentId("e-1"), new EnvironmentExtensionSet("e-1", string.Empty, []), changes));

        Assert.That(message, Is.EqualTo("field password of con-1 must not be ******, limit not ******"));
    }

    // What is cut off at the end of a long message may be a part of a secret, which is then not recognised any more.
    [Test]
    public void Refusal_ThatIsCutInTheMiddleOfASecret_HoldsNoPartOfIt()
    {
        foreach (var before in Enumerable.Range(470, 40))
        {
            var message = Refused(new string('x', before) + " " + ScriptedPlatform.Token, platform => platform.Packages.FindAsync(ScriptedPlatform.Primary, new PackageId("p")));

            Assert.That(message, Does.Not.Contain("s3"));
        }
    }

    private static string Refused(string words, Func<BoomiPlatform, Task> call)
    {
        using var platform = new ScriptedPlatform(_ => new HttpResponseMessage(HttpStatusCode.BadRequest)
        {
            Content = new StringContent(new JsonObject { ["message"] = words }.ToJsonString(), Encoding.UTF8, "application/json"),
        });
        return Assert.ThrowsAsync<PlatformException>(() => call(platform.Platform)).Message;
    }
}

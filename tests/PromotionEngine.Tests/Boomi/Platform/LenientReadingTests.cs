using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Packages;
using static PromotionEngine.Tests.Boomi.Platform.ScriptedPlatform;
using static PromotionEngine.Tests.Boomi.ScriptedConnection;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class LenientReadingTests
{
    private static readonly ComponentReference Child = new(new ComponentId("p"), 7, new ComponentId("c"), ReferenceType.Dependent);

    [TestCase("""{"@type":"QueryResult","result":[{"@type":"Branch","id":"Qjo1","name":"n","ready":true}],"numberOfResults":1}""")]
    [TestCase("""{"result":[{"id":"Qjo1","name":"n","ready":"true"}],"numberOfResults":"1"}""")]
    [TestCase("""{"result":{"id":"Qjo1","name":"n","ready":"TRUE"}}""")]
    [TestCase("""{"QueryResult":{"result":[{"Branch":{"id":"Qjo1","name":"n","ready":true}}]}}""")]
    [TestCase("\uFEFF{\"result\":[{\"@type\":\"\",\"id\":\"Qjo1\",\"name\":\"n\",\"ready\":true,\"unheard\":{\"of\":[1]}}],\"queryToken\":null}")]
    public async Task Query_AnyOfThePlatformsForms_ReadsTheSame(string body)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body));

        var branch = (await scripted.Platform.Branches.ListAsync(Primary)).Single();

        Assert.That((branch.Id.Value, branch.Name, branch.Ready), Is.EqualTo(("Qjo1", "n", true)));
    }

    [TestCase("""{"@type":"QueryResult","numberOfResults":0}""")]
    [TestCase("""{"result":null}""")]
    [TestCase("""{"result":[]}""")]
    public async Task Query_NoRows_IsEmpty(string body)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body));

        Assert.That(await scripted.Platform.Branches.ListAsync(Primary), Is.Empty);
    }

    [TestCase("7")]
    [TestCase("\"7\"")]
    public async Task Manifest_VersionsBareOrQuoted_AreRead(string version)
    {
        using var scripted = new ScriptedPlatform(_ => Json($$"""{"componentInfo":[{"@type":"ComponentInfo","id":"c-1","version":{{version}}}]}"""));

        var manifest = await scripted.Platform.Packages.ManifestAsync(Primary, new PackageId("p"));

        Assert.That(manifest, Is.EqualTo(new[] { new ComponentVersion(new ComponentId("c-1"), 7) }));
    }

    [TestCase("""{"result":[{"@type":"ComponentReference","references":[{"componentId":"c","parentComponentId":"p","parentVersion":7,"type":"DEPENDENT"}]}]}""")]
    [TestCase("""{"result":[{"references":{"componentId":"c","type":"DEPENDENT"}}]}""")]
    [TestCase("""{"result":[{"componentId":"c","parentComponentId":"p","parentVersion":"7","type":"DEPENDENT"}]}""")]
    public async Task Children_OneRowEachOrSeveralInARow_AreRead(string body)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body));

        Assert.That(await scripted.Platform.References.ChildrenAsync(Primary, new ComponentId("p"), 7), Is.EqualTo(new[] { Child }));
    }

    [Test]
    public async Task Query_ManyPages_SendsTheRawTokenAsTextAndStopsWithoutOne()
    {
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/queryMore", StringComparison.Ordinal)
            ? Json("""{"result":[{"id":"Qjo2","name":"b"}],"numberOfResults":500}""")
            : Json("""{"result":[{"id":"Qjo1","name":"a"}],"numberOfResults":1,"queryToken":"Branch_1f0c="}"""));

        var branches = await scripted.Platform.Branches.ListAsync(Primary);

        Assert.That(branches.Select(branch => branch.Id.Value), Is.EqualTo(new[] { "Qjo1", "Qjo2" }));
        Assert.That((scripted.Sent[1].Body, scripted.Sent[1].ContentType), Is.EqualTo(("Branch_1f0c=", "text/plain")));
    }

    [Test]
    public void Query_TokenThatNeverChanges_IsMalformed()
    {
        using var scripted = new ScriptedPlatform(_ => Json("""{"result":[{"id":"Qjo1","name":"a"}],"queryToken":"again"}"""));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That(thrown!.Kind, Is.EqualTo(PlatformErrorKind.Malformed));
    }

    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("{\"result\":[{")]
    public void Query_Unreadable_IsMalformed(string body)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That(thrown!.Kind, Is.EqualTo(PlatformErrorKind.Malformed));
    }
}

using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Packages;
using static PromotionEngine.Tests.Boomi.Platform.ScriptedPlatform;
using static PromotionEngine.Tests.Boomi.ScriptedConnection;

namespace PromotionEngine.Tests.Boomi.Platform;

/// <summary>Packs and releases as they go over the wire.</summary>
internal sealed class PackWireTests
{
    private const string Pack = """
        {"@type":"PublisherIntegrationPack","id":"pack-1","name":"Orders - TEST","installationType":"MULTI","Description":"d","PublisherPackagedComponents":
        {"PublisherPackagedComponent":[
        {"componentId":"c-1","componentName":"Order sync","componentType":"process","currentVersion":"1.0","pendingVersion":"1.1","latestVersion":"1.2","deleted":false},
        {"componentId":"c-2","currentVersion":"2.0","deleted":"true"}]}}
        """;

    private static readonly IntegrationPack Known = new(new IntegrationPackId("pack-1"), "Orders - TEST", "d", InstallationType.Multi);

    [Test]
    public async Task Find_APack_ReadsWhatIsReleasedPendingAndRemoved()
    {
        using var scripted = new ScriptedPlatform(_ => Json(Pack));

        var pack = await scripted.Platform.PublisherPacks.FindAsync(Primary, new IntegrationPackId("pack-1"));

        Assert.That(pack!.Pack, Is.EqualTo(Known));
        Assert.That(pack.Entries, Is.EqualTo(new[]
        {
            new PackEntry(new ComponentId("c-1"), "Order sync", "1.0", "1.1", "1.2", Deleted: false),
            new PackEntry(new ComponentId("c-2"), string.Empty, "2.0", string.Empty, string.Empty, Deleted: true),
        }));
    }

    [Test]
    public async Task Find_PackWithOneEntryAsAnObject_IsReadAlike()
    {
        using var scripted = new ScriptedPlatform(_ => Json("""{"id":"p","name":"n","PublisherPackagedComponents":{"PublisherPackagedComponent":{"componentId":"c-1"}}}"""));

        var pack = await scripted.Platform.PublisherPacks.FindAsync(Primary, new IntegrationPackId("p"));

        Assert.That(pack!.Entries.Select(entry => entry.ComponentId.Value), Is.EqualTo(new[] { "c-1" }));
    }

    [Test]
    public async Task Find_UnknownPack_IsNull()
    {
        using var scripted = new ScriptedPlatform(_ => Json("""{"@type":"Error","message":"Integration pack ID p is invalid. Provide a valid integration pack ID to complete this action."}""", 400));

        Assert.That(await scripted.Platform.PublisherPacks.FindAsync(Primary, new IntegrationPackId("p")), Is.Null);
    }

    [Test]
    public async Task SetContent_Always_SendsTheWholeListByComponent()
    {
        using var scripted = new ScriptedPlatform(_ => Json(Pack));

        await scripted.Platform.PublisherPacks.SetContentAsync(Primary, Known, [new ComponentId("c-1"), new ComponentId("c-2")]);

        var sent = scripted.Sent.Single();
        Assert.That(sent.PathAndQuery, Does.EndWith("/PublisherIntegrationPack/pack-1"));
        Assert.That(sent.Body, Is.EqualTo(
            """{"id":"pack-1","name":"Orders - TEST","installationType":"MULTI","operationType":"ADD","Description":"d","PublisherPackagedComponents":{"PublisherPackagedComponent":[{"componentId":"c-1"},{"componentId":"c-2"}]}}"""));
    }

    [TestCase(0)]
    [TestCase(503)]
    public async Task CreatePack_AnswerLostButPackMade_IsFoundByName(int status)
    {
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)
            ? Json("""{"result":[{"id":"pack-1","name":"Orders - TEST","installationType":"MULTI","Description":"d"}]}""")
            : status == 0 ? Cut() : Json("""{"message":"busy"}""", status));

        var pack = await scripted.Platform.PublisherPacks.CreateAsync(Primary, new NewPack("Orders - TEST", "d"));

        Assert.That(pack, Is.EqualTo(Known));
        Assert.That(scripted.Sent.Select(sent => sent.PathAndQuery.Split('/')[^1]), Is.EqualTo(new[] { "PublisherIntegrationPack", "query" }));
        Assert.That(scripted.Sent[0].Body, Is.EqualTo("""{"name":"Orders - TEST","installationType":"MULTI","Description":"d"}"""));
    }

    [Test]
    public async Task List_OfASubscriber_AsksTheReadOnlyObject()
    {
        using var scripted = new ScriptedPlatform(_ => Json("""{"result":{"id":"pack-1","name":"Orders - TEST","installationType":"MULTI","description":"d"}}"""));

        var packs = await scripted.Platform.IntegrationPacks.ListAsync(Dev);

        Assert.That(packs, Is.EqualTo(new[] { Known }));
        Assert.That(scripted.Sent.Single().PathAndQuery, Does.Contain("/IntegrationPack/query"));
    }

    [Test]
    public async Task Release_Always_NamesEveryVersionAndKeepsTheRequestId()
    {
        using var scripted = new ScriptedPlatform(_ => Json(
            """{"@type":"ReleaseIntegrationPack","id":"pack-1","requestId":"release-0c9e","releaseStatusUrl":"u","ReleasePackagedComponents":{"ReleasePackagedComponent":[{"componentId":"c-1","releasedVersion":"1.1"}]}}"""));

        var release = await scripted.Platform.Releases.CreateAsync(Primary, Known, [new ReleaseEntry(new ComponentId("c-1"), "1.1")]);

        Assert.That(release.Id, Is.EqualTo(new ReleaseId("release-0c9e")));
        Assert.That(release.Entries, Is.EqualTo(new[] { new ReleaseEntry(new ComponentId("c-1"), "1.1") }));
        Assert.That(scripted.Sent.Single().Body, Is.EqualTo(
            """{"id":"pack-1","name":"Orders - TEST","installationType":"MULTI","releaseSchedule":"IMMEDIATELY","ReleasePackagedComponents":{"ReleasePackagedComponent":[{"componentId":"c-1","version":"1.1"}]}}"""));
    }

    [TestCase(0)]
    [TestCase(500)]
    public void Release_AnswerLost_IsUnclearAndSentOnce(int status)
    {
        using var scripted = new ScriptedPlatform(_ => status == 0 ? Cut() : Json("""{"message":"oops"}""", status));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Releases.CreateAsync(Primary, Known, []));

        Assert.That((thrown!.Kind, scripted.Sent.Count), Is.EqualTo((PlatformErrorKind.Unclear, 1)));
    }

    [TestCase(202, """{"releaseStatus":"IN_PROGRESS"}""", ReleaseProgress.InProgress)]
    [TestCase(202, """{"releaseStatus":"SCHEDULED"}""", ReleaseProgress.Scheduled)]
    [TestCase(202, "", ReleaseProgress.InProgress)]
    [TestCase(200, """{"releaseStatus":"SUCCESS"}""", ReleaseProgress.Success)]
    [TestCase(200, """{"releaseStatus":"ERROR"}""", ReleaseProgress.Error)]
    [TestCase(200, """{"releaseStatus":"SOMETHING_NEW"}""", ReleaseProgress.InProgress)]
    public async Task FindState_WhateverTheStatusCode_TheWordDecides(int status, string body, ReleaseProgress expected)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body, status));

        Assert.That(await scripted.Platform.Releases.FindStateAsync(Primary, new ReleaseId("release-1")), Is.EqualTo(expected));
    }

    [Test]
    public async Task FindState_UnknownRelease_IsNull()
    {
        using var scripted = new ScriptedPlatform(_ => Json("""{"message":"The request ID release-1 is invalid."}""", 400));

        Assert.That(await scripted.Platform.Releases.FindStateAsync(Primary, new ReleaseId("release-1")), Is.Null);
    }
}

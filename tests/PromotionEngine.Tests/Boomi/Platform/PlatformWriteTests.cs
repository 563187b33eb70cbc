using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using static PromotionEngine.Tests.Boomi.Platform.ScriptedPlatform;
using static PromotionEngine.Tests.Boomi.ScriptedConnection;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class PlatformWriteTests
{
    private const string BusyText = """{"@type":"Error","message":"The Boomi server is currently unavailable or your account's rate limits have been exceeded. Retry later."}""";
    private const string NoRows = """{"@type":"QueryResult","numberOfResults":0}""";

    [Test]
    public void CreateComponent_Cut_IsUnclearAndSentOnce()
    {
        using var scripted = new ScriptedPlatform(_ => Cut());

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Components.CreateAsync(Primary, ComponentXml(string.Empty, 0, "Qjo1")));

        Assert.That((thrown!.Kind, scripted.Sent.Count), Is.EqualTo((PlatformErrorKind.Unclear, 1)));
    }

    [Test]
    public void CreateComponent_Unreachable_IsRepeatedBecauseItNeverLeft()
    {
        using var scripted = new ScriptedPlatform(_ => Unreachable());

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Components.CreateAsync(Primary, ComponentXml(string.Empty, 0, "Qjo1")));

        Assert.That((thrown!.Kind, scripted.Sent.Count), Is.EqualTo((PlatformErrorKind.ServerError, 4)));
    }

    [Test]
    public async Task CreateComponent_BusyOnceAndNothingAppeared_IsLookedUpThenRepeated()
    {
        var creates = 0;
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)
            ? Json(NoRows)
            : ++creates == 1 ? Xml("<error><message>busy</message></error>", 503) : Xml(ComponentXml("c-1", 1, "Qjo1")));

        var written = await scripted.Platform.Components.CreateAsync(Primary, ComponentXml(string.Empty, 0, "Qjo1"));

        Assert.That(written, Is.EqualTo(new WrittenComponent(new ComponentId("c-1"), 1, "Qjo1", "b")));
        Assert.That(scripted.Sent.Select(sent => sent.PathAndQuery.Split('/')[^1]), Is.EqualTo(new[] { "Component", "query", "Component" }));
    }

    [Test]
    public void CreateComponent_BusyAndSomethingOfThatNameAppeared_IsUnclear()
    {
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)
            ? Json("""{"result":[{"componentId":"c-9","version":1,"name":"N","branchId":"Qjo1","createdDate":"2026-02-01T10:00:00Z"}]}""")
            : Xml("<error><message>busy</message></error>", 503));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Components.CreateAsync(Primary, ComponentXml(string.Empty, 0, "Qjo1")));

        Assert.That((thrown!.Kind, scripted.Sent.Count), Is.EqualTo((PlatformErrorKind.Unclear, 2)));
    }

    [TestCase(0)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task CreateBranch_AnswerLostButBranchMade_IsFoundByNameAndNotMadeTwice(int status)
    {
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)
            ? Json($$"""{"result":[{{BranchJson()}}]}""")
            : status == 0 ? Cut() : Json(BusyText, status));

        var branch = await scripted.Platform.Branches.CreateAsync(Primary, new BranchId("Qjox"), "promo-1");

        Assert.That(branch.Id, Is.EqualTo(new BranchId("Qjo1")));
        Assert.That(scripted.Sent.Count(sent => sent.PathAndQuery.EndsWith("/Branch", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task CreateBranch_AnswerLostAndNothingMade_IsSentAgain()
    {
        var creates = 0;
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)
            ? Json(NoRows)
            : ++creates == 1 ? Cut() : Json(BranchJson()));

        await scripted.Platform.Branches.CreateAsync(Primary, new BranchId("Qjox"), "promo-1");

        Assert.That(scripted.Sent.Select(sent => sent.PathAndQuery.Split('/')[^1]), Is.EqualTo(new[] { "Branch", "query", "Branch" }));
        Assert.That(scripted.Sent[0].Body, Is.EqualTo("""{"parentId":"Qjox","name":"promo-1"}"""));
    }

    [Test]
    public async Task CreatePackage_AnswerLost_IsLookedUpByComponentAndVersion()
    {
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)
            ? Json("""{"result":[{"packageId":"p-1","packageVersion":"1.4.0","componentId":"c-1","componentVersion":"9","deleted":false}]}""")
            : Cut());

        var package = await scripted.Platform.Packages.CreateAsync(Primary, new NewPackage(new ComponentId("c-1"), "1.4.0", "n", Shareable: true));

        Assert.That((package.Id, package.ComponentVersion), Is.EqualTo((new PackageId("p-1"), 9)));
    }

    [TestCase(200, "{true}")]
    [TestCase(400, """{"message":"Specified branch is already deleted."}""")]
    public void DeleteBranch_AnyBodyOrAlreadyDeleted_IsDone(int status, string body)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body, status));

        Assert.DoesNotThrowAsync(() => scripted.Platform.Branches.DeleteAsync(Primary, new BranchId("Qjo1")));
    }
}

using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Engine;

/// <summary>Component XML that is malformed, hostile or huge: named, and nothing else is taken along but what depends on it.</summary>
[TestFixture]
public sealed class HostileComponentTests
{
    [TestCase("malformed")]
    [TestCase("entity")]
    [TestCase("deep")]
    [TestCase("inner doctype")]
    [TestCase("invalid character")]
    [TestCase("huge")]
    public async Task ExecutePromotion_HostileComponent_FailsByNameAndTheRestIsUndone(string kind)
    {
        await using var engine = await RunningEngine.StartAsync();
        var (bad, good) = (engine.Script("Bad one"), engine.Script("Good one"));
        var middle = engine.Process("Middle", bad);
        var top = engine.Process("Top", middle, good);
        engine.Package(top);
        engine.Corrupt(bad, Inside(kind));
        var traces = await Traces.Of(engine);

        var tree = await engine.ResolveAsync(top);
        var answer = await engine.PromoteAsync(top);

        var row = tree.Dependencies.Single(dependency => dependency.ComponentId == bad);
        await TestContext.Out.WriteLineAsync(row.ErrorMessage);
        Assert.That((row.ProdStatus, row.ErrorMessage.Length > 0), Is.EqualTo(("ERROR", true)));
        await AssertOnlyThatOneAsync(traces, answer, bad, good, middle, top);
    }

    [Test]
    public async Task ExecutePromotion_AnswerWithADoctype_IsRefusedWithoutResolvingIt()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (bad, good) = (engine.Script("Bad one"), engine.Script("Good one"));
        var middle = engine.Process("Middle", bad);
        var top = engine.Process("Top", middle, good);
        engine.Package(top);
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/Component/bulk", Status = 400, Effect = FaultEffect.Status, Body = "no bulk today" });
        engine.Boomi.Faults.Add(new FaultRule
        {
            Path = $"*/Component/{bad}*",
            Status = 200,
            Effect = FaultEffect.Status,
            ContentType = "application/xml",
            Body = "<!DOCTYPE c [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><bns:Component xmlns:bns=\"http://api.platform.boomi.com/\">&b;&x;</bns:Component>",
        });

        var answer = await engine.PromoteAsync(top);

        await AssertOnlyThatOneAsync(traces, answer, bad, good, middle, top);
        Assert.That(answer.ErrorMessage, Does.Not.Contain("root:"));
    }

    [Test]
    public async Task ExecutePromotion_ComponentDeletedInDev_IsStillReadAsPackaged()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Gone since");
        var top = engine.Process("Top", script);
        engine.Package(top);
        engine.Boomi.World.DeleteComponent(engine.DevAccount, script, "somebody");

        var answer = await engine.PromoteAsync(top);

        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 2)), "what is promoted is what was packaged");
    }

    private static async Task AssertOnlyThatOneAsync(
        Traces traces, PromotionService.V1.ExecutePromotionResponse answer, string bad, string good, string middle, string top)
    {
        var promotion = await traces.AssertUndoneAsync(answer, ErrorCodes.PromotionFailed);
        await traces.AssertPublishedAsync(answer);
        Assert.That(answer.ErrorMessage, Does.Contain(bad));
        Assert.That(answer.ErrorMessage, Has.Length.LessThan(2_000));
        Assert.That(promotion.Results.Select(result => (result.DevComponentId, result.Action)), Is.EquivalentTo(new[]
        {
            (bad, ComponentResult.Failed), (good, ComponentResult.Created), (middle, ComponentResult.Skipped), (top, ComponentResult.Skipped),
        }));
    }

    private static string Inside(string kind) => kind switch
    {
        "malformed" => "<ProcessingScript xmlns=\"\"><script>never closed",
        "entity" => "<ProcessingScript xmlns=\"\"><script>&evil;</script></ProcessingScript>",
        "deep" => string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000)),
        "inner doctype" => "<!DOCTYPE x [<!ENTITY a \"b\">]><ProcessingScript xmlns=\"\"/>",
        "invalid character" => "<ProcessingScript xmlns=\"\"><script>&#1;</script></ProcessingScript>",
        _ => $"<ProcessingScript xmlns=\"\"><script>{new string('x', 50 * 1024 * 1024)}</script></ProcessingScript>",
    };
}

using Contract.Calls;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Engine;

[TestFixture]
public sealed class MappingTests
{
    [Test]
    public async Task ManageMappings_Query_ListsWhatTheCallerMaySee()
    {
        await using var engine = await RunningEngine.StartAsync();
        var seeded = engine.Seed.ConnectionMappings;

        var all = await AskAsync(engine, "carol", new ManageMappingsRequest { Action = "query" });
        var alices = await AskAsync(engine, "alice", new ManageMappingsRequest { Action = "query" });
        var rita = await AskAsync(engine, "rita", new ManageMappingsRequest { Action = "query" });
        var foreign = await AskAsync(engine, "alice", new ManageMappingsRequest { Action = "query", DevAccountId = engine.Seed.DevAccounts.Last().Id });
        var one = await AskAsync(engine, "alice", new ManageMappingsRequest { Action = "query", DevComponentId = seeded[0].DevComponentId });
        var none = await AskAsync(engine, "alice", new ManageMappingsRequest { Action = "query", ComponentName = "no such name" });

        Assert.That(all.Mappings, Has.Count.EqualTo(seeded.Count));
        Assert.That(alices.Mappings.Select(row => row.DevComponentId), Is.EquivalentTo(seeded.Where(row => row.DevAccountId == engine.DevAccount).Select(row => row.DevComponentId)));
        Assert.That(rita.ErrorCode, Is.EqualTo(ErrorCodes.InsufficientTier));
        Assert.That((foreign.Success, foreign.Mappings.Count, none.Mappings.Count), Is.EqualTo((true, 0, 0)));
        var row = one.Mappings.Single();
        Assert.That(
            (row.DevAccountId, row.ProdComponentId, row.ComponentName, row.ComponentType, row.MappingSource, row.LastPromotedBy),
            Is.EqualTo((engine.DevAccount, seeded[0].ProdComponentId, seeded[0].ComponentName, "connector-settings", "ADMIN_SEEDING", "carol@abc.example")));
        Assert.That(row.DevAccountName, Is.EqualTo(engine.Seed.Account(engine.DevAccount).Name));
    }

    [Test]
    public async Task ManageMappings_UpdateThenDelete_ChangesWhatPromotionsFind()
    {
        await using var engine = await RunningEngine.StartAsync();
        var dev = engine.Connection("New CRM");
        var top = engine.Process("Top", dev);
        engine.Package(top);
        var prod = engine.Seed.ConnectionMappings[0].ProdComponentId;

        var before = await engine.PromoteAsync(top);
        var seeded = await AskAsync(engine, "carol", Update(engine, dev, prod));
        var after = await engine.PromoteAsync(top, dryRun: true);
        var deleted = await AskAsync(engine, "carol", new ManageMappingsRequest { Action = "delete", DevAccountId = engine.DevAccount, DevComponentId = dev });
        var again = await AskAsync(engine, "carol", new ManageMappingsRequest { Action = "delete", DevAccountId = engine.DevAccount, DevComponentId = dev });
        var back = await AskAsync(engine, "carol", Update(engine, dev, prod));
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { Actor = "carol@abc.example" }, engine.By("carol"));

        var written = $"New CRM (connector-settings): {dev} of {engine.DevAccount} to {prod}";
        Assert.That(
            audit.Entries.Select(entry => (entry.Act, entry.Before, entry.After)),
            Is.EqualTo(new[]
            {
                ("manageMappings update", string.Empty, written),
                ("manageMappings delete", written, string.Empty),
                ("manageMappings update", string.Empty, written),
            }),
            "what was refused is not in it");
        Assert.That(before.ErrorCode, Is.EqualTo(ErrorCodes.MissingConnectionMappings));
        Assert.That(seeded.ErrorMessage, Is.Empty);
        Assert.That(
            (seeded.Mappings[0].ComponentName, seeded.Mappings[0].ComponentType, seeded.Mappings[0].MappingSource, seeded.Mappings[0].LastPromotedBy, seeded.Mappings[0].ProdLatestVersion),
            Is.EqualTo(("New CRM", "connector-settings", "ADMIN_SEEDING", "carol@abc.example", 1)));
        Assert.That(after.ErrorMessage, Is.Empty);
        Assert.That((deleted.Success, deleted.Mappings.Single().ProdComponentId), Is.EqualTo((true, prod)));
        Assert.That(again.ErrorCode, Is.EqualTo(ErrorCodes.ComponentNotFound));
        Assert.That((back.Success, back.ErrorMessage), Is.EqualTo((true, string.Empty)), "the key may come back");
    }

    [Test]
    public async Task ManageMappings_UpdateThatCannotWork_IsCaughtHere()
    {
        await using var engine = await RunningEngine.StartAsync();
        var dev = engine.Connection("New CRM");
        var script = engine.Script("A script");
        var prod = engine.Seed.ConnectionMappings[0].ProdComponentId;
        var noConnection = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "A script of production", Workshop.ScriptXml("0")).ComponentId;
        const string Nobody = "99999999-0000-4000-8000-000000000000";

        await AssertRefusedAsync(engine, "alice", Update(engine, dev, prod), ErrorCodes.InsufficientTier, "alice@abc.example");
        await AssertRefusedAsync(engine, "carol", Update(engine, dev, Nobody), ErrorCodes.ComponentNotFound, Nobody);
        await AssertRefusedAsync(engine, "carol", Update(engine, Nobody, prod), ErrorCodes.ComponentNotFound, Nobody);
        await AssertRefusedAsync(engine, "carol", Update(engine, dev, noConnection), ErrorCodes.InvalidRequest, noConnection);
        await AssertRefusedAsync(engine, "carol", Update(engine, script, prod), ErrorCodes.InvalidRequest, script);
        var wrongType = Update(engine, dev, prod);
        wrongType.ComponentType = "process";
        await AssertRefusedAsync(engine, "carol", wrongType, ErrorCodes.InvalidRequest, "componentType");
        var nowhere = Update(engine, dev, prod);
        nowhere.DevAccountId = "nowhere-000000";
        await AssertRefusedAsync(engine, "carol", nowhere, ErrorCodes.AccountNotFound, "nowhere-000000");
        await AssertRefusedAsync(
            engine, "carol", new ManageMappingsRequest { Action = "update", DevAccountId = engine.DevAccount }, ErrorCodes.InvalidRequest, "devComponentId, prodComponentId");
        Assert.That(engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ComponentMapping"), Has.Count.EqualTo(engine.Seed.ConnectionMappings.Count));
    }

    [Test]
    public async Task ManageMappings_DeleteWhatALivePromotionUses_NamesThePromotion()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await engine.PromoteMainAsync();
        var tree = await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId);
        var used = tree.Dependencies.First(row => row.ProdStatus == "MAPPED").ComponentId;

        await AssertRefusedAsync(
            engine, "carol", new ManageMappingsRequest { Action = "delete", DevAccountId = engine.DevAccount, DevComponentId = used }, ErrorCodes.InvalidRequest, promotion.PromotionId);
    }

    [Test]
    public async Task ManageMappings_ConnectorWithoutAPerson_MayNotChange()
    {
        await using var engine = await RunningEngine.StartAsync();
        var connector = new CallerIdentity { Kind = CallerKind.Connector, Connector = "Flow", ConnectorTierCap = "CONTRIBUTOR", ConnectorDevAccounts = [engine.DevAccount] };
        var unnamed = connector with { Groups = ["ABC_BOOMI_FLOW_ADMIN"] };
        var request = Update(engine, engine.Connection("New CRM"), engine.Seed.ConnectionMappings[0].ProdComponentId);

        var capped = await engine.Mappings.ManageMappingsAsync(request, RunningEngine.Headers(connector));
        var nobody = await engine.Mappings.ManageMappingsAsync(request, RunningEngine.Headers(unnamed));

        Assert.That((capped.ErrorCode, nobody.ErrorCode), Is.EqualTo((ErrorCodes.InsufficientTier, ErrorCodes.InvalidRequest)));
        Assert.That(nobody.ErrorMessage, Does.Contain("userEmail"));
    }

    private static ManageMappingsRequest Update(RunningEngine engine, string dev, string prod) =>
        new() { Action = "update", DevAccountId = engine.DevAccount, DevComponentId = dev, ProdComponentId = prod };

    private static async Task<ManageMappingsResponse> AskAsync(RunningEngine engine, string by, ManageMappingsRequest request) =>
        await engine.Mappings.ManageMappingsAsync(request, engine.By(by));

    private static async Task AssertRefusedAsync(RunningEngine engine, string by, ManageMappingsRequest request, string code, string words)
    {
        var answer = await AskAsync(engine, by, request);
        await TestContext.Out.WriteLineAsync($"{answer.ErrorCode}: {answer.ErrorMessage}");
        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, code)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain(words));
        Assert.That(answer.Mappings, Is.Empty);
    }
}

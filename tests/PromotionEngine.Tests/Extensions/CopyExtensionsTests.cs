using System.Text.Json.Nodes;
using BoomiEmulator.Extensions;
using BoomiEmulator.Faults;
using BoomiEmulator.Seeding;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Copies from test to production, and the records of who may edit what.</summary>
[TestFixture]
public sealed class CopyExtensionsTests
{
    [Test]
    public async Task Copy_WithFiftyEncryptedValues_LeavesAllOfProductionsSecrets()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        var values = SizedExtensions.AddTo(engine.Boomi.World, engine.Seed, secrets: 50, plain: 60);
        var secrets = values.Where(value => value.AccountId == client.AccountId && value.EnvironmentId == client.Production.EnvironmentId && value.IsSecret).ToList();
        var before = engine.Stored(client);

        var answer = await engine.CopyAsync("carol", client);

        Assert.That((answer.Success, answer.ErrorMessage), Is.EqualTo((true, string.Empty)));
        Assert.That((answer.EncryptedFieldsSkipped, answer.FieldsCopied), Is.EqualTo((51, 63)), "fifty and the seeded passphrase; sixty and three seeded values");
        Assert.That(secrets, Has.Count.EqualTo(52), "two more are a connection's");
        var changed = engine.ChangedSince(client, before).ToList();
        Assert.That(changed, Has.Count.EqualTo(63));
        foreach (var secret in secrets)
        {
            Assert.That(changed.Any(key => key.Section == secret.Section && key.ItemId == secret.ItemId && key.FieldId == secret.FieldId), Is.False, $"{secret.Section} {secret.FieldId}");
        }

        Assert.That(changed.Select(key => key.EnvironmentId), Is.All.EqualTo(client.Production.EnvironmentId));
    }

    [Test]
    public async Task Copy_Again_ChangesNothing_AndTheStampIsKept()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        await engine.CopyAsync("carol", client);
        var before = engine.Stored(client);

        var answer = await engine.CopyAsync("dan", client);

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(engine.ChangedSince(client, before), Is.Empty);
        var record = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ClientAccountConfig").Single(row => row["clientAccountId"] == client.AccountId);
        Assert.That((record["lastExtensionSyncBy"], record["clientAccountName"], record["isActive"]), Is.EqualTo(("dan@abc.example", client.Name, "true")));
    }

    [Test]
    public async Task Copy_MapExtension_GoesToItsCounterpart()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        var (test, production) = (MapOf(engine, client, client.Test.EnvironmentId), MapOf(engine, client, client.Production.EnvironmentId));
        engine.Boomi.World.UpdateMapExtension(client.AccountId, test.Id, (JsonObject)JsonNode.Parse("""{"Map":{"ExtendedMappings":{"Mapping":[{"fromXPath":"a","toXPath":"b"}]}}}""")!);

        var first = await engine.CopyAsync("carol", client);
        var second = await engine.CopyAsync("carol", client);

        Assert.That((first.ErrorMessage, first.MapExtensionsCopied, second.MapExtensionsCopied), Is.EqualTo((string.Empty, 1, 0)), "nothing changed the second time");
        Assert.That(engine.Boomi.World.MapExtension(client.AccountId, production.Id).Stored, Does.Contain("\"toXPath\":\"b\""));
    }

    [Test]
    public async Task Copy_ProductionRefuses_IsCopyFailed()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Faults.Add(new FaultRule { Method = "POST", Path = $"*/EnvironmentExtensions/{engine.North().Production.EnvironmentId}", Status = 400, Effect = FaultEffect.Status, Body = "no" });

        var answer = await engine.CopyAsync("carol", engine.North());

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.CopyFailed)));
    }

    [Test]
    public async Task Copy_EnvironmentsThatAreNotTheClients_IsExtensionNotFound()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (north, south) = (engine.North(), engine.South());

        foreach (var (test, production) in new[]
        {
            (north.Production.EnvironmentId, north.Test.EnvironmentId), (north.Test.EnvironmentId, south.Production.EnvironmentId), (north.Test.EnvironmentId, north.Test.EnvironmentId), ("x", north.Production.EnvironmentId),
        })
        {
            var answer = await engine.Extensions.CopyExtensionsTestToProdAsync(
                new CopyExtensionsTestToProdRequest { ClientAccountId = north.AccountId, TestEnvironmentId = test, ProdEnvironmentId = production }, engine.By("carol"));
            Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.ExtensionNotFound));
        }
    }

    [Test]
    public async Task GetExtensions_SeededSecrets_AreNowhereInTheAnswer()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();

        var answer = await engine.GetExtensionsAsync("carol", client, client.Production.EnvironmentId);

        var secrets = engine.Seed.ExtensionValues.Where(value => value.IsSecret).ToList();
        Assert.That(secrets, Is.Not.Empty);
        Assert.That(secrets.Where(secret => answer.ToString().Contains(secret.Value, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task ListClientAccounts_EnvironmentsThatAreGone_AreNamelessOrNotFound()
    {
        var seeded = await SeededBoomi.GetAsync();
        await using var engine = await RunningEngine.StartAsync(await SeededBoomi.MakeAsync(seeded.Seed with
        {
            ClientConfigs = [.. seeded.Seed.ClientConfigs.Select(config => config.Client.AccountId == seeded.Seed.Clients[0].AccountId
                ? config with { Client = config.Client with { Test = new SeedEnvironment("gone-1", "Gone"), Production = new SeedEnvironment("gone-2", "Gone") } }
                : config)],
        }));

        var admin = await engine.Extensions.ListClientAccountsAsync(new ListClientAccountsRequest(), engine.By("carol"));
        var alice = await engine.Extensions.ListClientAccountsAsync(new ListClientAccountsRequest(), engine.By("alice"));

        Assert.That(admin.ClientAccounts.Select(row => row.TestEnvironmentName.Length > 0), Is.EqualTo(new[] { false, true }), "one is listed without names");
        Assert.That((alice.Success, alice.ErrorCode), Is.EqualTo((false, ErrorCodes.ClientAccountNotFound)), "none of hers is there");
    }

    [Test]
    public async Task Rebuild_NamesTheGroupsOfTheAccountsThatAComponentCameFrom()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        await engine.MapAsync("11111111-0000-4000-8000-000000000001", engine.Settings(), "processproperty");

        var answer = await engine.Extensions.RebuildExtensionCacheAsync(
            new RebuildExtensionCacheRequest { ClientAccountId = client.AccountId, EnvironmentId = client.Test.EnvironmentId }, engine.By("carol"));

        Assert.That((answer.Success, answer.ErrorMessage, answer.RecordCount), Is.EqualTo((true, string.Empty, 3)));
        var records = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ExtensionAccessMapping")
            .Where(row => row["environmentId"] == client.Test.EnvironmentId).ToDictionary(row => row["prodComponentId"], StringComparer.Ordinal);
        Assert.That(records, Has.Count.EqualTo(3));
        var settings = records[engine.Settings()];
        Assert.That((settings["devAccountId"], settings["isSharedComponent"], settings["componentType"], settings["lastUpdatedBy"]), Is.EqualTo((engine.DevAccount, "false", "processProperty", "carol@abc.example")));
        Assert.That(settings["authorizedSsoGroups"], Does.Contain("ABC_BOOMI_FLOW_DEVTEAMA"));
        Assert.That(settings["ownerProcessId"], Is.Not.Empty, "what was known stays");
        Assert.That((await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x")))).ErrorMessage, Is.Empty);
    }

    [Test]
    public async Task Rebuild_ByAContributorOrElsewhere_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        var request = new RebuildExtensionCacheRequest { ClientAccountId = client.AccountId, EnvironmentId = client.Test.EnvironmentId };

        var contributor = await engine.Extensions.RebuildExtensionCacheAsync(request, engine.By("alice"));
        request.EnvironmentId = "x";
        var elsewhere = await engine.Extensions.RebuildExtensionCacheAsync(request, engine.By("carol"));

        Assert.That((contributor.ErrorCode, elsewhere.ErrorCode), Is.EqualTo((ErrorCodes.InsufficientTier, ErrorCodes.ExtensionNotFound)));
    }

    [Test]
    public async Task AfterDeployment_ClientsWithThePack_AreRebuilt()
    {
        await using var engine = await RunningEngine.StartAsync();
        var refresh = (PromotionEngine.Extensions.ExtensionAccessRefresh)engine.Services.GetService(typeof(PromotionEngine.Extensions.ExtensionAccessRefresh))!;
        var scope = new PromotionEngine.Boomi.Platform.CallScope(PromotionEngine.Boomi.Platform.CallLane.Run);

        var nobody = await refresh.AfterDeploymentAsync(["no such pack"], "carol@abc.example", scope, CancellationToken.None);
        var untouched = Updated(engine);
        var warnings = await refresh.AfterDeploymentAsync([engine.Seed.Packs[0].PackId], "dan@abc.example", scope, CancellationToken.None);

        Assert.That((nobody.Count, warnings.Count, untouched), Is.EqualTo((0, 0, 0)));
        Assert.That(Updated(engine), Is.EqualTo(12), "three components in two environments of two clients");
    }

    private static int Updated(RunningEngine engine) =>
        engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ExtensionAccessMapping").Count(row => row["lastUpdatedBy"] == "dan@abc.example");

    private static MapExtensionView MapOf(RunningEngine engine, SeedClient client, string environment) =>
        engine.Boomi.World.MapExtensions(client.AccountId, environment).First(view => view.Set.GroupId.Length == 0);
}

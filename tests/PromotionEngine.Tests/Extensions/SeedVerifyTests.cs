using System.Text.Json.Nodes;
using BoomiEmulator.Extensions;
using Contract.Calls;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Extensions;

/// <summary>The blocks called "Verify" in the description of the extension editor's processes, one test for each sentence or two.</summary>
[TestFixture]
public sealed class SeedVerifyTests
{
    [Test]
    public async Task K_GroupThatMatches_ListsTheAccountWithBothEnvironmentNames()
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();

        var answer = await ListAsync(engine, "ABC_BOOMI_FLOW_DEVTEAMA");

        Assert.That((answer.Success, answer.ErrorCode, answer.ErrorMessage), Is.EqualTo((true, string.Empty, string.Empty)));
        var row = answer.ClientAccounts.Single();
        Assert.That(
            (row.ClientAccountId, row.ClientAccountName, row.TestEnvironmentId, row.TestEnvironmentName, row.ProdEnvironmentId, row.ProdEnvironmentName),
            Is.EqualTo((north.AccountId, north.Name, north.Test.EnvironmentId, north.Test.Name, north.Production.EnvironmentId, north.Production.Name)));
    }

    [Test]
    public async Task K_GroupThatMatchesNothing_IsSuccessWithAnEmptyList()
    {
        await using var engine = await RunningEngine.StartAsync();

        foreach (var groups in new[] { new[] { "ABC_SOMETHING_ELSE" }, ["ABC_BOOMI_FLOW_CONTRIBUTOR"], ["ABC_BOOMI_FLOW_CONTRIBUTOR", "ABC_BOOMI_FLOW_DEVTEAMC"] })
        {
            var answer = await ListAsync(engine, groups);
            Assert.That((answer.Success, answer.ErrorCode, answer.ClientAccounts.Count), Is.EqualTo((true, string.Empty, 0)));
        }
    }

    [Test]
    public async Task K_NoGroups_IsUnauthorized()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await ListAsync(engine);

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.Unauthorized)));
    }

    [Test]
    public async Task L_KnownEnvironment_HasDataMappingsAndCounts()
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();

        var answer = await engine.GetExtensionsAsync("alice", north, north.Production.EnvironmentId);

        Assert.That((answer.Success, answer.ErrorMessage, answer.EnvironmentId), Is.EqualTo((true, string.Empty, north.Production.EnvironmentId)));
        var data = JsonNode.Parse(answer.ExtensionData)!;
        Assert.That((string?)data["environmentId"], Is.EqualTo(north.Production.EnvironmentId));
        var mappings = JsonNode.Parse(answer.AccessMappings)!.AsArray();
        Assert.That(mappings.Select(row => (string?)row!["environmentId"]), Is.Not.Empty.And.All.EqualTo(north.Production.EnvironmentId));
        Assert.That(JsonNode.Parse(answer.MapExtensionSummaries)!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(
            (answer.ComponentCount, answer.ConnectionCount, answer.ProcessPropertyCount, answer.DynamicPropertyCount, answer.MapExtensionCount),
            Is.EqualTo((4, 2, 1, 1, 1)), answer.ExtensionData);
        Assert.That(answer.BeforeImages, Is.Empty, "not for contributors, and there are none");
        Assert.That(answer.ImageHash, Has.Length.EqualTo(64));
    }

    [Test]
    public async Task L_InvalidEnvironment_IsExtensionNotFound()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (north, south) = (engine.North(), engine.South());

        var nowhere = await engine.GetExtensionsAsync("carol", north, "99999999-0000-4000-8000-000000000000");
        var foreignEnvironment = await engine.GetExtensionsAsync("carol", north, south.Test.EnvironmentId);
        var foreignAccount = await engine.GetExtensionsAsync("alice", south, south.Test.EnvironmentId);

        Assert.That(new[] { nowhere, foreignEnvironment, foreignAccount }.Select(answer => (answer.Success, answer.ErrorCode)), Is.All.EqualTo((false, ErrorCodes.ExtensionNotFound)));
    }

    [Test]
    public async Task M_ContributorUpdatesAConnection_IsConnectionEditAdminOnly()
    {
        await using var engine = await RunningEngine.StartAsync();
        var before = engine.Stored(engine.North());

        var answer = await engine.UpdateExtensionsAsync("alice", ClientWorld.Field(engine.Connection(), "host", "files.example"));

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.ConnectionEditAdminOnly)));
        Assert.That(engine.ChangedSince(engine.North(), before), Is.Empty);
    }

    [Test]
    public async Task M_ContributorUpdatesAProcessPropertyOfTheirGroup_ChangesOnlyThat()
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();
        var before = engine.Stored(north);
        var read = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);

        var answer = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("batch-size", "75")), imageHash: read.ImageHash);

        Assert.That((answer.Success, answer.ErrorMessage, answer.UpdatedFieldCount, answer.EnvironmentId), Is.EqualTo((true, string.Empty, 1, north.Test.EnvironmentId)));
        var after = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);
        Assert.That((ClientWorld.Value(read, engine.Settings(), "batch-size"), ClientWorld.Value(after, engine.Settings(), "batch-size")), Is.EqualTo(("50", "75")));
        Assert.That(engine.ChangedSince(north, before).Select(key => (key.EnvironmentId, key.ItemId, key.FieldId)), Is.EqualTo(new[] { (north.Test.EnvironmentId, engine.Settings(), "batch-size") }));
    }

    [Test]
    public async Task N_Admin_CopiesProcessPropertiesButNoConnections()
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();
        var before = engine.Stored(north);

        var answer = await engine.CopyAsync("carol", north);

        Assert.That((answer.Success, answer.ErrorMessage), Is.EqualTo((true, string.Empty)));
        Assert.That(answer.SectionsExcluded, Is.EqualTo("connections,PGPCertificates"));
        Assert.That((answer.FieldsCopied, answer.EncryptedFieldsSkipped), Is.EqualTo((3, 1)), "site, batch size, region; the passphrase stays");
        var (test, production) = (await engine.GetExtensionsAsync("carol", north, north.Test.EnvironmentId), await engine.GetExtensionsAsync("carol", north, north.Production.EnvironmentId));
        foreach (var key in new[] { "site", "batch-size" })
        {
            Assert.That(ClientWorld.Value(production, engine.Settings(), key), Is.EqualTo(ClientWorld.Value(test, engine.Settings(), key)).And.Not.Null);
        }

        Assert.That(engine.ChangedSince(north, before).Select(key => key.EnvironmentId), Is.All.EqualTo(north.Production.EnvironmentId));
        Assert.That(engine.ChangedSince(north, before).Select(key => key.Section), Has.No.Member(ExtensionSection.Connections));
    }

    [Test]
    public async Task N_Contributor_IsUnauthorized()
    {
        await using var engine = await RunningEngine.StartAsync();
        var before = engine.Stored(engine.North());

        var answer = await engine.CopyAsync("alice", engine.North());

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.Unauthorized)));
        Assert.That(engine.ChangedSince(engine.North(), before), Is.Empty);
    }

    [TestCase("", "")]
    [TestCase("m1", "{")]
    [TestCase("m2", "{\"Map\":{}}")]
    public async Task O_FeatureOff_IsReadonlyToAnyBody_AndReadingGoesOn(string id, string payload)
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();

        var answer = await engine.Extensions.UpdateMapExtensionAsync(new UpdateMapExtensionRequest { MapExtensionId = id, MapExtensionPayload = payload }, engine.By("rita"));
        var read = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);

        Assert.That((answer.Success, answer.ErrorCode, answer.MapExtensionId), Is.EqualTo((false, ErrorCodes.MapExtensionReadonly, id)));
        Assert.That((read.Success, read.MapExtensionCount), Is.EqualTo((true, 1)));
    }

    private static async Task<ListClientAccountsResponse> ListAsync(RunningEngine engine, params string[] groups)
    {
        var identity = new CallerIdentity { Kind = CallerKind.Connector, Connector = "flow", Email = "x@abc.example", Groups = groups };
        return await engine.Extensions.ListClientAccountsAsync(new ListClientAccountsRequest(), RunningEngine.Headers(identity));
    }
}

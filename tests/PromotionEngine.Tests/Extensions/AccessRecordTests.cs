using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Extensions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Extensions;

/// <summary>The records of who may edit which extension, rebuilt.</summary>
[TestFixture]
public sealed class AccessRecordTests
{
    private static readonly GoldenRecordModel Model = GoldenRecordModels.ExtensionAccessMapping;

    [Test]
    public async Task Rebuild_WithoutRecords_FindsTheProcessThatDeclaresEachComponent()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        var seeded = engine.Seed.ExtensionAccess.Where(access => access.EnvironmentId == client.Test.EnvironmentId).ToList();
        foreach (var access in seeded)
        {
            await DataHub(engine).DeleteByKeyAsync(Model, access.Fields());
        }

        Assert.That(Records(engine, client.Test.EnvironmentId), Is.Empty);
        await RebuildAsync(engine);

        var records = Records(engine, client.Test.EnvironmentId);
        Assert.That(records, Has.Count.EqualTo(3));
        foreach (var access in seeded)
        {
            var record = records.Single(row => row["prodComponentId"] == access.ComponentId);
            Assert.That((record["ownerProcessId"], record["ownerProcessName"]), Is.EqualTo((access.ProcessId, access.ProcessName)), access.ComponentName);
        }
    }

    [Test]
    public async Task Rebuild_ARecordOfWhatIsNoLongerExtensible_Goes()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        await WriteAsync(engine, client.Test.EnvironmentId, "gone-component", "operation");
        await WriteAsync(engine, client.Test.EnvironmentId, "a-process", "process");
        await WriteAsync(engine, client.Production.EnvironmentId, "gone-component", "operation");

        await RebuildAsync(engine);

        var left = Records(engine, client.Test.EnvironmentId).Select(row => row["prodComponentId"]).ToList();
        Assert.That(left, Has.Count.EqualTo(4).And.No.Member("gone-component"));
        Assert.That(left, Does.Contain("a-process"), "made by somebody for a purpose of theirs");
        Assert.That(Records(engine, client.Production.EnvironmentId).Select(row => row["prodComponentId"]), Does.Contain("gone-component"), "another environment");

        // The key may come back.
        await WriteAsync(engine, client.Test.EnvironmentId, "gone-component", "operation");
        Assert.That(Records(engine, client.Test.EnvironmentId).Select(row => row["prodComponentId"]), Does.Contain("gone-component"));
    }

    [Test]
    public async Task Rebuild_OfSeveralProcesses_KeepsTheKnownOne()
    {
        await using var engine = await RunningEngine.StartAsync();
        var client = engine.North();
        var known = engine.Seed.ExtensionAccess.First(access => access.EnvironmentId == client.Test.EnvironmentId && access.ComponentId == engine.Settings());
        const string other = "0aaaaaaa-0000-4000-8000-000000000001";
        engine.Boomi.World.AddComponent(engine.Primary, "Other", "process", string.Empty, "A first by name", Declaring(engine.Settings()), other);
        engine.Boomi.World.AddPackage(engine.Primary, other, "1.0", "n");
        var pack = engine.Boomi.World.AddPack(engine.Primary, "Other", "MULTI", "d", new BoomiEmulator.State.PackContent(other, "1.0"));
        engine.Boomi.World.InstallPack(client.AccountId, pack.Id, overrideName: null);

        await RebuildAsync(engine);
        var kept = Owner(engine, client.Test.EnvironmentId);
        await DataHub(engine).DeleteByKeyAsync(Model, known.Fields());
        await RebuildAsync(engine);
        var chosen = Owner(engine, client.Test.EnvironmentId);

        Assert.That((kept, chosen), Is.EqualTo((known.ProcessId, other)));
    }

    [Test]
    public void DeclaredIn_AProcess_IsWhatStandsBelowItsOverrides()
    {
        var process = Declaring("c-1").Replace("<bns:object>", "<bns:object><shape id=\"before\"/>", StringComparison.Ordinal).Replace("</bns:Component>", "<more id=\"behind\"/></bns:Component>", StringComparison.Ordinal);

        var declared = ExtensionOwners.DeclaredIn(process);

        Assert.That(declared, Is.EqualTo(new[] { "c-1" }));
        Assert.That(declared.Contains("C-1"), Is.True);
        Assert.That(ExtensionOwners.DeclaredIn("<a xmlns:b=\"x\"><b:processOverrides/><c id=\"behind\"/></a>"), Is.Empty);
    }

    private static string Declaring(string component) =>
        "<bns:Component xmlns:bns=\"http://api.platform.boomi.com/\" name=\"A first by name\" type=\"process\"><bns:object><process xmlns=\"\"/></bns:object>"
        + "<bns:processOverrides><Overrides xmlns=\"\"><DefinedProcessPropertyOverrides>"
        + $"<OverrideableDefinedProcessPropertyComponent componentId=\"{component}\"><OverrideableDefinedProcessPropertyValue key=\"site\" name=\"Site\" overrideable=\"true\"/>"
        + "</OverrideableDefinedProcessPropertyComponent></DefinedProcessPropertyOverrides></Overrides></bns:processOverrides></bns:Component>";

    private static DataHubClient DataHub(RunningEngine engine) => (DataHubClient)engine.Services.GetService(typeof(DataHubClient))!;

    private static string Owner(RunningEngine engine, string environment) => Records(engine, environment).Single(row => row["prodComponentId"] == engine.Settings())["ownerProcessId"];

    private static List<IReadOnlyDictionary<string, string>> Records(RunningEngine engine, string environment) =>
        [.. engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ExtensionAccessMapping").Where(row => row["environmentId"] == environment)];

    private static async Task RebuildAsync(RunningEngine engine)
    {
        var client = engine.North();
        var answer = await engine.Extensions.RebuildExtensionCacheAsync(
            new RebuildExtensionCacheRequest { ClientAccountId = client.AccountId, EnvironmentId = client.Test.EnvironmentId }, engine.By("carol"));

        Assert.That((answer.Success, answer.ErrorMessage, answer.RecordCount), Is.EqualTo((true, string.Empty, 3)));
    }

    private static async Task WriteAsync(RunningEngine engine, string environment, string component, string type)
    {
        var fields = new Dictionary<string, string>(engine.Seed.ExtensionAccess[0].Fields(), StringComparer.Ordinal)
        {
            ["environmentId"] = environment,
            ["prodComponentId"] = component,
            ["componentType"] = type,
        };
        (await DataHub(engine).UpsertAsync(Model, RecordSources.AdminSync, [new GoldenRecordWrite(fields)])).RequireWritten(Model);
    }
}

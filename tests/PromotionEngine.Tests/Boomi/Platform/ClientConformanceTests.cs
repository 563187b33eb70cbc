using System.Text.Json.Nodes;
using BoomiEmulator;
using BoomiEmulator.Extensions;
using BoomiEmulator.Faults;
using BoomiEmulator.State;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Boomi.Platform;

/// <summary>The client's part of the conformance list, against the emulated platform; packs and releases through the real calls.</summary>
internal sealed class ClientConformanceTests : EmulatedPlatform
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task C50_PacksAndReleases_InAnyForm_ReadTheSame(bool odd)
    {
        Host.Settings.Switches = Host.Settings.Switches with { StringlyBooleans = odd, QuotedIntegers = odd, SingleListsAsObjects = odd, ByteOrderMark = odd };
        var (pack, component) = Seed();
        var listed = (await Platform.PublisherPacks.ListAsync(Primary)).Single();
        var content = await Platform.PublisherPacks.SetContentAsync(Primary, listed, [component]);
        var release = await Platform.Releases.CreateAsync(Primary, listed, [new ReleaseEntry(component, "1.1")]);

        Assert.That((listed.Id.Value, content.Entries.Single().PendingVersion, content.Entries.Single().CurrentVersion), Is.EqualTo((pack, "1.1", "1.0")));
        Assert.That(await Platform.Releases.FindStateAsync(Primary, release.Id), Is.EqualTo(ReleaseProgress.Success));
        var after = await Platform.PublisherPacks.FindAsync(Primary, listed.Id);
        Assert.That((after!.Entries.Single().CurrentVersion, after.Entries.Single().Deleted), Is.EqualTo(("1.1", false)));
    }

    [Test]
    public async Task C40_C50_ReleaseThatRunsWithoutABody_IsInProgress()
    {
        Host.Settings.Switches = Host.Settings.Switches with { RunningReleaseStatusEmpty = true };
        Host.Settings.Delays = Host.Settings.Delays with { Release = TimeSpan.FromHours(1) };
        var (_, component) = Seed();
        var listed = (await Platform.PublisherPacks.ListAsync(Primary)).Single();

        var release = await Platform.Releases.CreateAsync(Primary, listed, [new ReleaseEntry(component, "1.1")]);

        Assert.That(await Platform.Releases.FindStateAsync(Primary, release.Id), Is.EqualTo(ReleaseProgress.InProgress));
        Assert.That(await Platform.Releases.FindStateAsync(Primary, new ReleaseId("release-unknown")), Is.Null);
    }

    [Test]
    public async Task C51_DeletedTwice_IsASuccess()
    {
        var branch = new BranchId(World.CreateBranch(Primary.Value, "promo-1", World.MainBranch(Primary.Value).Id, packageId: null, "t").Id);

        await Platform.Branches.DeleteAsync(Primary, branch);

        Assert.That(async () => await Platform.Branches.DeleteAsync(Primary, branch), Throws.Nothing);
        Assert.That(CallsOf("Branch.delete"), Is.EqualTo(2));
        Assert.That(World.Branches(Primary.Value).Select(one => one.Name), Is.EqualTo(new[] { "main" }));
    }

    [TestCase("")]
    [TestCase("\"partial\":false,")]
    [TestCase("\"partial\":\"false\",")]
    [TestCase("\"partial\":null,")]
    public async Task C52_ExtensionUpdate_IsPartial_WhateverTheChangeSays(string partial)
    {
        const string environment = "00000000-0000-4000-8000-0000000000ee";
        Declare(environment);
        var change = $"{{{partial}\"properties\":{{\"property\":[{{\"name\":\"DPP_A\",\"value\":\"changed\"}}]}}}}";
        var set = (await Platform.Extensions.FindAsync(Primary, new(environment))).Single();

        await Platform.Extensions.UpdateAsync(Primary, new(environment), set, (JsonObject)JsonNode.Parse(change)!);
        var after = Values();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{EmulatorCredential.Default.User}:{EmulatorCredential.Default.Token}")));
        using var body = new StringContent(change, System.Text.Encoding.UTF8, "application/json");
        using var directly = await http.PostAsync(new Uri(Host.Address, $"api/rest/v1/{Primary}/EnvironmentExtensions/{environment}"), body);

        Assert.That(after, Is.EqualTo(new[] { ("DPP_A", "changed"), ("DPP_B", "kept") }));
        Assert.That((int)directly.StatusCode, Is.EqualTo(200));
        Assert.That(Values(), Is.EqualTo(new[] { ("DPP_A", "changed") }), "the same sent as it stands resets what it does not list");
    }

    private (string Name, string? Value)[] Values() =>
        [.. World.ExtensionValues(Primary.Value).Select(value => (value.Key.ItemId, value.Value)).OrderBy(value => value.ItemId, StringComparer.Ordinal)];

    private void Declare(string environment)
    {
        const string process = "<bns:Component xmlns:bns=\"http://api.platform.boomi.com/\" name=\"P\" type=\"process\"><bns:object><process xmlns=\"\"/></bns:object><bns:processOverrides>"
            + "<Overrides xmlns=\"\"><Properties><PropertyOverride name=\"DPP_A\"/><PropertyOverride name=\"DPP_B\"/></Properties></Overrides></bns:processOverrides></bns:Component>";
        World.AddEnvironment(Primary.Value, "Test", "TEST", environment);
        World.AddComponent(Primary.Value, string.Empty, "process", string.Empty, "P", process, Guid(900));
        World.AddDeployment(Primary.Value, World.AddPackage(Primary.Value, Guid(900), "1.0", "n").PackageId, environment);
        foreach (var name in new[] { "DPP_A", "DPP_B" })
        {
            World.SetExtension(Primary.Value, new ExtensionKey(environment, string.Empty, ExtensionSection.Properties, name), "kept");
        }
    }

    [TestCase(503)]
    [TestCase(429)]
    public async Task C53_Busy_IsTriedAgain(int status)
    {
        Seed();
        Host.Faults.Add(new FaultRule { Operation = "PublisherIntegrationPack.query", Effect = FaultEffect.Status, Status = status, Times = 2 });

        var packs = await Platform.PublisherPacks.ListAsync(Primary);

        Assert.That((packs.Count, CallsOf("PublisherIntegrationPack.query")), Is.EqualTo((1, 3)));
    }

    [Test]
    public async Task C53_LostAnswerOfACreate_IsLookedUpBeforeItIsRepeated()
    {
        Fault("PublisherIntegrationPack.create", FaultEffect.CutAfter);

        var pack = await Platform.PublisherPacks.CreateAsync(Primary, new NewPack("Orders - TEST", "d"));

        Assert.That(World.Packs(Primary.Value).Single().Pack.Id, Is.EqualTo(pack.Id.Value));
        Assert.That(CallsOf("PublisherIntegrationPack.create"), Is.EqualTo(1));
    }

    /// <summary>A pack in which version 1.0 of a process is released and 1.1 could be.</summary>
    private (string Pack, ComponentId Component) Seed()
    {
        var process = AddProcess(Primary, 1).Id;
        World.AddPackage(Primary.Value, process.Value, "1.0", "n");
        World.AddPackage(Primary.Value, process.Value, "1.1", "n");
        return (World.AddPack(Primary.Value, "Orders", "MULTI", "d", new PackContent(process.Value, "1.0")).Id, process);
    }
}

using BoomiEmulator;
using BoomiEmulator.Faults;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class EmulatedComponentTests : EmulatedPlatform
{
    [TestCase(BulkVersionReads.AskedVersion, 3)]
    [TestCase(BulkVersionReads.LatestVersion, 7)]
    [TestCase(BulkVersionReads.Refused, 13)]
    public async Task GetMany_WhateverBulkDoesWithVersions_AnswersTheAskedRevisionsInOrder(BulkVersionReads reads, int calls)
    {
        Host.Settings.Switches = Host.Settings.Switches with { BulkVersionReads = reads };
        var versions = Enumerable.Range(1, 12).Select(number => AddProcess(Dev, number)).ToList();
        foreach (var number in new[] { 2, 7, 9, 12 })
        {
            World.UpdateComponent(Dev.Value, Guid(number), Process(Guid(1)));
        }

        var answered = await Platform.Components.GetManyAsync(Dev, versions);

        Assert.Multiple(() =>
        {
            Assert.That(answered.Select(read => new ComponentVersion(read.Id, read.Version)), Is.EqualTo(versions));
            Assert.That(answered, Has.All.Matches<ComponentRead>(read => read.Error.Length == 0 && !read.Xml!.Contains("call ref", StringComparison.Ordinal)));
            Assert.That(Scope.Calls, Is.EqualTo(calls));
        });
    }

    [Test]
    public async Task GetMany_Again_ComesFromMemory()
    {
        var versions = Enumerable.Range(1, 7).Select(number => AddProcess(Dev, number)).ToList();
        await Platform.Components.GetManyAsync(Dev, versions);
        var before = Scope.Calls;

        await Platform.Components.GetManyAsync(Dev, versions);
        await Platform.Components.GetAsync(Dev, versions[3].Id, versions[3].Version);

        Assert.That(Scope.Calls, Is.EqualTo(before));
    }

    [Test]
    public async Task GetMany_BulkAndSingle_GiveTheSameContentBetweenTheRootTags()
    {
        const string Odd = "<process xmlns=\"\"\n b='2' a=\"&lt;1&gt;\"><!-- &amp; --><![CDATA[ <x> ]]><e/></process>";
        var revision = World.AddComponent(Dev.Value, "Orders", "process", string.Empty, "Odd", Odd, Guid(1));
        AddProcess(Dev, 2);

        var bulk = (await Platform.Components.GetManyAsync(Dev, [new(new(Guid(1)), 1), new(new(Guid(2)), 1)]))[0].Xml!;
        var single = await NewClient(TimeSpan.FromSeconds(20)).In(Scope).Components.GetAsync(Dev, new(revision.ComponentId), 1);

        Assert.That(Content(bulk), Is.EqualTo(Content(single)).And.Contain("<!-- &amp; --><![CDATA[ <x> ]]><e/>"));

        static string Content(string xml) => xml[xml.IndexOf("<bns:object", StringComparison.Ordinal)..xml.LastIndexOf("</bns:Component", StringComparison.Ordinal)];
    }

    [Test]
    public async Task GetMany_OneUnknown_IsAnEntryWithTheErrorAndTheOthersStand()
    {
        var known = AddProcess(Dev, 1);

        var reads = await Platform.Components.GetManyAsync(Dev, [known, new(new(Guid(99)), 1)]);

        Assert.That(reads[0].Xml, Is.Not.Null);
        Assert.That((reads[1].Xml, reads[1].Error), Is.EqualTo(((string?)null, reads[1].Error)));
        Assert.That(reads[1].Error, Does.Contain("is invalid"));
    }

    [Test]
    public async Task CreateThenUpdate_OnABranch_StandsThereOnlyWithFollowingVersions()
    {
        var branch = World.CreateBranch(Primary.Value, "promo-1", World.MainBranch(Primary.Value).Id, packageId: null, "t").Id;
        var folder = World.EnsureFolder(Primary.Value, "Promoted").Id;

        var created = await Platform.Components.CreateAsync(Primary, Document("New", Process(), folder, branch));
        var updated = await Platform.Components.UpdateAsync(Primary, created.Id, Document("New", Process(Guid(1)), folder, branch));

        Assert.That((created.Version, created.BranchId, created.BranchName, updated.Version, updated.Unchanged), Is.EqualTo((1, branch, "promo-1", 2, false)));
        Assert.That((await Platform.Components.GetOnBranchManyAsync(Primary, new BranchId(branch), [created.Id])).Single().Xml, Does.Contain(Guid(1)));
        Assert.That((await Platform.Metadata.CurrentAsync(Primary, [created.Id])), Is.Empty);
    }

    [Test]
    public async Task Update_RefusedBecauseNothingChanges_AnswersWhatStands()
    {
        Host.Settings.Switches = Host.Settings.Switches with { UnchangedUpdateRefused = true };
        var branch = World.CreateBranch(Primary.Value, "promo-1", World.MainBranch(Primary.Value).Id, packageId: null, "t").Id;
        var folder = World.EnsureFolder(Primary.Value, "Promoted").Id;
        var document = Document("New", Process(), folder, branch);
        var created = await Platform.Components.CreateAsync(Primary, document);

        var updated = await Platform.Components.UpdateAsync(Primary, created.Id, document);

        Assert.That(updated, Is.EqualTo(new WrittenComponent(created.Id, 1, branch, "promo-1") { Unchanged = true }));
    }

    [Test]
    public async Task GetOnBranchMany_NotVisible_IsAnEntryWithoutADocument()
    {
        var before = AddProcess(Primary, 1);
        var branch = new BranchId(World.CreateBranch(Primary.Value, "promo-1", World.MainBranch(Primary.Value).Id, packageId: null, "t").Id);
        var after = AddProcess(Primary, 2);

        var reads = await Platform.Components.GetOnBranchManyAsync(Primary, branch, [before.Id, after.Id]);
        Assert.That(reads.Select(read => read.Xml is not null), Is.EqualTo(new[] { true, false }));
        Assert.That(reads[0].BranchId, Is.EqualTo(World.MainBranch(Primary.Value).Id));
    }

    [Test]
    public void CreateComponent_CutAfterItTookEffect_IsUnclearAndNotRepeated()
    {
        Fault("Component.create", FaultEffect.CutAfter);
        var main = World.MainBranch(Primary.Value).Id;
        var folder = World.EnsureFolder(Primary.Value, "Promoted").Id;

        var thrown = Assert.ThrowsAsync<PlatformException>(() => Platform.Components.CreateAsync(Primary, Document("New", Process(), folder, main)));

        Assert.That((thrown!.Kind, World.Components(Primary.Value).Count), Is.EqualTo((PlatformErrorKind.Unclear, 1)));
    }

    [TestCase(FaultEffect.CutBefore)]
    [TestCase(FaultEffect.Truncate)]
    public async Task GetComponent_CutOnce_IsReadAgain(FaultEffect effect)
    {
        var known = AddProcess(Dev, 1);
        Fault("Component.get", effect);

        Assert.That(await Platform.Components.GetAsync(Dev, known.Id, 1), Does.Contain("<process"));
    }

    [Test]
    public void GetComponent_NotWellFormed_IsMalformed()
    {
        var known = AddProcess(Dev, 1);
        Fault("Component.get", FaultEffect.Malform, nth: null);

        var thrown = Assert.ThrowsAsync<PlatformException>(() => Platform.Components.GetAsync(Dev, known.Id, 1));

        Assert.That(thrown!.Kind, Is.EqualTo(PlatformErrorKind.Malformed));
    }

    [Test]
    public void GetComponent_WrongToken_IsAuthFailedAtOnce()
    {
        Host.Faults.Add(new FaultRule { Effect = FaultEffect.ExpireToken, DurationMs = 60_000 });

        var thrown = Assert.ThrowsAsync<PlatformException>(() => Platform.Branches.ListAsync(Primary));

        Assert.That((thrown!.Kind, Scope.Calls), Is.EqualTo((PlatformErrorKind.AuthFailed, 1)));
    }
}

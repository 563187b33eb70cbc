using BoomiEmulator.Faults;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Boomi.Platform;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class EmulatedResourceTests(bool odd) : EmulatedPlatform
{
    /// <summary>All of the platform's odd ways of writing JSON at once; nothing may depend on them.</summary>
    [SetUp]
    public void ChooseForm() => Host.Settings.Switches = Host.Settings.Switches with
    {
        StringlyBooleans = odd,
        QuotedIntegers = odd,
        SingleListsAsObjects = odd,
        ByteOrderMark = odd,
        ReferencesGrouped = !odd,
    };

    [Test]
    public async Task CurrentMetadata_MoreThanAHundred_AsksAHundredAtATimeAndLeavesOutDeletedAndUnknown()
    {
        foreach (var number in Enumerable.Range(1, 205))
        {
            AddProcess(Dev, number);
        }

        World.UpdateComponent(Dev.Value, Guid(5), Process(Guid(1)));
        World.DeleteComponent(Dev.Value, Guid(6), "t");

        var found = await Platform.Metadata.CurrentAsync(Dev, [.. Enumerable.Range(1, 206).Select(number => new ComponentId(Guid(number)))]);

        Assert.That((found.Count, Scope.Calls), Is.EqualTo((204, 3)));
        var changed = found.Single(row => row.Id.Value == Guid(5));
        Assert.That((changed.Version, changed.Name, changed.Type, changed.FolderName, changed.BranchName), Is.EqualTo((2, "Process 5", "process", "Orders", "main")));
    }

    [Test]
    public async Task OnBranch_OnlyWrittenOnes_LatestEach()
    {
        AddProcess(Primary, 1);
        AddProcess(Primary, 2);
        var branch = World.CreateBranch(Primary.Value, "promo-1", World.MainBranch(Primary.Value).Id, packageId: null, "t").Id;
        World.UpdateComponent(Primary.Value, Guid(1), Process(Guid(2)), branch);
        World.UpdateComponent(Primary.Value, Guid(1), Process(Guid(2), Guid(2)), branch);

        var all = await Platform.Metadata.OnBranchAsync(Primary, new BranchId(branch));
        var asked = await Platform.Metadata.OnBranchAsync(Primary, new BranchId(branch), [new ComponentId(Guid(1)), new ComponentId(Guid(2))]);

        Assert.That(all.Select(row => (row.Id.Value, row.Version)), Is.EqualTo(new[] { (Guid(1), 3) }));
        Assert.That(asked, Is.EqualTo(all));
    }

    [Test]
    public async Task FindByNameInFolder_OnTheBranch_IsFound()
    {
        var branch = World.CreateBranch(Primary.Value, "promo-1", World.MainBranch(Primary.Value).Id, packageId: null, "t").Id;
        var folder = World.EnsureFolder(Primary.Value, "Promoted").Id;
        var created = await Platform.Components.CreateAsync(Primary, Document("Same name", Process(), folder, branch));

        var found = await Platform.Metadata.FindByNameInFolderAsync(Primary, "Same name", new FolderId(folder), new BranchId(branch));
        var elsewhere = await Platform.Metadata.FindByNameInFolderAsync(Primary, "Same name", new FolderId(folder), new BranchId(World.MainBranch(Primary.Value).Id));

        Assert.That((found.Single().Id, elsewhere.Count), Is.EqualTo((created.Id, 0)));
    }

    [Test]
    public async Task DeleteComponent_Twice_IsDone()
    {
        var known = AddProcess(Primary, 1);

        await Platform.Metadata.DeleteAsync(Primary, known.Id);
        await Platform.Metadata.DeleteAsync(Primary, new ComponentId(Guid(77)));

        Assert.That(await Platform.Metadata.CurrentAsync(Primary, [known.Id]), Is.Empty);
    }

    [Test]
    public async Task Children_OfARevision_AreWhatThatRevisionUses()
    {
        AddProcess(Dev, 1);
        AddProcess(Dev, 2);
        AddProcess(Dev, 3, Guid(1), Guid(2));
        World.UpdateComponent(Dev.Value, Guid(3), Process(Guid(2)));

        var first = await Platform.References.ChildrenAsync(Dev, new ComponentId(Guid(3)), 1);
        var second = await Platform.References.ChildrenAsync(Dev, new ComponentId(Guid(3)), 2);

        Assert.That(first.Select(reference => reference.ChildId.Value), Is.EquivalentTo(new[] { Guid(1), Guid(2) }));
        Assert.That(second.Select(reference => reference.ChildId.Value), Is.EqualTo(new[] { Guid(2) }));
        Assert.That(await Platform.References.ChildrenAsync(Dev, new ComponentId(Guid(1)), 1), Is.Empty);
    }

    [Test]
    public async Task Packages_ListFindManifest_TellWhatWasFrozen()
    {
        AddProcess(Dev, 1);
        AddProcess(Dev, 2, Guid(1));
        var package = World.AddPackage(Dev.Value, Guid(2), "1.0.0", "first");
        World.UpdateComponent(Dev.Value, Guid(1), Process());
        var deleted = World.AddPackage(Dev.Value, Guid(2), "1.1.0", "second");
        World.DeletePackage(Dev.Value, deleted.PackageId);

        var listed = (await Platform.Packages.ListAsync(Dev)).Single();
        var found = await Platform.Packages.FindAsync(Dev, new PackageId(package.PackageId));
        var manifest = await Platform.Packages.ManifestAsync(Dev, new PackageId(package.PackageId));

        Assert.Multiple(() =>
        {
            Assert.That(listed, Is.EqualTo(found));
            Assert.That((listed.PackageVersion, listed.ComponentVersion, listed.Notes, listed.BranchName), Is.EqualTo(("1.0.0", 1, "first", "main")));
            Assert.That(manifest, Is.EquivalentTo(new ComponentVersion[] { new(new(Guid(1)), 1), new(new(Guid(2)), 1) }));
        });
        Assert.That(await Platform.Packages.ListOfComponentAsync(Dev, new ComponentId(Guid(1))), Is.Empty);
        Assert.That(await Platform.Packages.FindAsync(Dev, new PackageId(Guid(88))), Is.Null);
    }

    [Test]
    public async Task CreatePackage_CutAfterItTookEffect_IsMadeOnce()
    {
        AddProcess(Dev, 1);
        Fault("PackagedComponent.create", FaultEffect.CutAfter);

        var package = await Platform.Packages.CreateAsync(Dev, new NewPackage(new ComponentId(Guid(1)), "2.0.0", "n", Shareable: true));

        Assert.That((package.PackageVersion, World.Packages(Dev.Value).Count), Is.EqualTo(("2.0.0", 1)));
    }

    [Test]
    public async Task Branches_FromCreationToDeletion_AreFoundAndThenNot()
    {
        var main = await Platform.Branches.MainAsync(Primary);
        _ = await Platform.Branches.MainAsync(Primary);
        var mainCalls = Scope.Calls;

        var created = await Platform.Branches.CreateAsync(Primary, main.Id, "promo-1");
        var listed = await Platform.Branches.ListAsync(Primary);
        await Platform.Branches.DeleteAsync(Primary, created.Id);
        await Platform.Branches.DeleteAsync(Primary, created.Id);

        Assert.That((mainCalls, created.Name, created.ParentId), Is.EqualTo((1, "promo-1", main.Id.Value)));
        Assert.That(listed.Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", "promo-1" }));
        Assert.That(await Platform.Branches.GetAsync(Primary, created.Id), Is.Null);
        Assert.That(await Platform.Branches.FindByNameAsync(Primary, "promo-1"), Is.Null);
    }

    [TestCase(FaultEffect.CutAfter)]
    [TestCase(FaultEffect.CutBefore)]
    [TestCase(FaultEffect.Truncate)]
    [TestCase(FaultEffect.Malform)]
    [TestCase(FaultEffect.Status)]
    public async Task CreateBranch_AnswerLost_ExistsOnce(FaultEffect effect)
    {
        var main = await Platform.Branches.MainAsync(Primary);
        Fault("Branch.create", effect);

        var created = await Platform.Branches.CreateAsync(Primary, main.Id, "promo-1");

        Assert.That(World.Branches(Primary.Value).Where(branch => branch.Name == "promo-1").Select(branch => branch.Id), Is.EqualTo(new[] { created.Id.Value }));
    }

    [Test]
    public async Task Folders_EnsuredLevelByLevel_AreFoundAgainAndCanBeDeleted()
    {
        var root = await Platform.Folders.RootAsync(Primary);
        var top = await Platform.Folders.CreateAsync(Primary, parent: null, "Promoted");
        var below = await Platform.Folders.CreateAsync(Primary, top.Id, "Orders");

        Assert.That((await Platform.Folders.FindAsync(Primary, parent: null, "Promoted"))!.Id, Is.EqualTo(top.Id));
        Assert.That((await Platform.Folders.FindAsync(Primary, top.Id, "Orders"))!.FullPath, Is.EqualTo($"{root.FullPath}/Promoted/Orders"));
        Assert.That(await Platform.Folders.FindAsync(Primary, top.Id, "orders"), Is.Null);

        await Platform.Folders.DeleteAsync(Primary, top.Id);

        Assert.That(await Platform.Folders.FindAsync(Primary, parent: null, "Promoted"), Is.Null);
        Assert.That(await Platform.Folders.GetAsync(Primary, below.Id), Is.Null);
    }

    [Test]
    public async Task Accounts_ActiveSubAccounts_AreListedAndFound()
    {
        var listed = await Platform.Accounts.ListAsync();

        Assert.That(listed.Select(account => (account.Id, account.Name)), Does.Contain((Dev, "Acme Dev")));
        Assert.That((await Platform.Accounts.FindAsync(Dev))?.Name, Is.EqualTo("Acme Dev"));
        Assert.That(await Platform.Accounts.FindAsync(new AccountId("nobody-000000")), Is.Null);
    }
}

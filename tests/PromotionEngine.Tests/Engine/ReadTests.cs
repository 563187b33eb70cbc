using Contract.Calls;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Engine;

/// <summary>getDevAccounts, listDevPackages, resolveDependencies.</summary>
[TestFixture]
public sealed class ReadTests
{
    [Test]
    public async Task GetDevAccounts_ByTier_ListsGrantedActiveOnesByName()
    {
        await using var engine = await RunningEngine.StartAsync();
        var names = engine.Seed.DevAccounts.Select(account => (account.Id, account.Name)).OrderBy(account => account.Name, StringComparer.Ordinal).ToList();

        var (alice, bob, carol, dan, rita) = (await AccountsAsync("alice"), await AccountsAsync("bob"), await AccountsAsync("carol"), await AccountsAsync("dan"), await AccountsAsync("rita"));

        Assert.That((alice.EffectiveTier, carol.EffectiveTier, dan.EffectiveTier), Is.EqualTo(("CONTRIBUTOR", "ADMIN", "ADMIN")));
        Assert.That(Rows(alice), Is.EqualTo(names.Take(1)), "the grant that was taken back does not count");
        Assert.That(Rows(bob), Is.EqualTo(names));
        Assert.That(Rows(carol), Is.EqualTo(names));
        Assert.That((rita.ErrorCode, rita.DevAccounts.Count), Is.EqualTo((ErrorCodes.InsufficientTier, 0)));

        async Task<GetDevAccountsResponse> AccountsAsync(string by) => await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By(by));

        static IEnumerable<(string, string)> Rows(GetDevAccountsResponse answer) => answer.DevAccounts.Select(account => (account.AccountId, account.AccountName));
    }

    [Test]
    public async Task GetDevAccounts_NoGroupsOrNoGrant_IsUnauthorizedOrEmpty()
    {
        await using var engine = await RunningEngine.StartAsync();
        var person = new CallerIdentity { Kind = CallerKind.User, Email = "eve@abc.example" };

        var none = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), RunningEngine.Headers(person));
        var ungranted = await engine.Accounts.GetDevAccountsAsync(
            new GetDevAccountsRequest(), RunningEngine.Headers(person with { Groups = ["ABC_BOOMI_FLOW_CONTRIBUTOR"] }));

        Assert.That(none.ErrorCode, Is.EqualTo(ErrorCodes.Unauthorized));
        Assert.That(none.ErrorMessage, Does.Contain("userSsoGroups"));
        Assert.That((ungranted.Success, ungranted.EffectiveTier, ungranted.DevAccounts.Count), Is.EqualTo((true, "CONTRIBUTOR", 0)));
    }

    [TestCase("g-nine", true)]
    [TestCase(" g-nine ", true)]
    [TestCase("G-Nine", false)]
    [TestCase("Team Nine", true)]
    [TestCase("team nine", false)]
    public async Task GetDevAccounts_GroupOfAGrant_IsComparedTrimmedAndExactly(string group, bool isGranted)
    {
        await using var engine = await RunningEngine.StartAsync();
        var grant = new ManageAccessRequest
        {
            Kind = "DEV_ACCOUNT",
            Action = "update",
            SsoGroupId = "g-nine",
            SsoGroupName = "Team Nine",
            DevAccountId = engine.DevAccount,
            DevAccountName = "Nine",
        };
        await engine.Accounts.ManageAccessAsync(grant, engine.By("carol"));
        var person = new CallerIdentity { Kind = CallerKind.User, Email = "eve@abc.example", Groups = ["ABC_BOOMI_FLOW_CONTRIBUTOR", group] };

        var answer = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), RunningEngine.Headers(person));

        Assert.That((answer.Success, answer.DevAccounts.Count), Is.EqualTo((true, isGranted ? 1 : 0)));
    }

    [Test]
    public async Task ListDevPackages_EveryPage_NewestFirstWithNames()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Limits = engine.Boomi.Settings.Limits with { PageSize = 2 };
        var seeded = engine.Seed.Account(engine.DevAccount);

        var answer = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(answer.Packages.Select(row => row.PackageId), Is.EquivalentTo(seeded.Packages.Select(package => package.PackageId)));
        Assert.That(answer.Packages.Select(row => row.CreatedDate), Is.Ordered.Descending);
        var main = answer.Packages.Single(row => row.PackageId == engine.Seed.MainPackage.PackageId);
        var package = seeded.Packages.Single(candidate => candidate.PackageId == main.PackageId);
        Assert.That(
            (main.ComponentName, main.ComponentType, main.PackageVersion, main.CreatedBy, main.Notes),
            Is.EqualTo((seeded.Components.Single(component => component.Id == package.ComponentId).Name, "process", package.Version, package.CreatedBy, package.Notes)));
        Assert.That(main.CreatedDate, Does.Match("^[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z$"));
    }

    [Test]
    public async Task ResolveDependencies_MainPackage_IsTheManifestInOrder()
    {
        await using var engine = await RunningEngine.StartAsync();
        var main = engine.Seed.MainPackage;
        var manifest = engine.Seed.Account(engine.DevAccount).Packages.Single(package => package.PackageId == main.PackageId).Manifest;

        var tree = await engine.ResolveAsync(main.RootComponentId);

        Assert.That(tree.ErrorMessage, Is.Empty);
        Assert.That((tree.DevPackageId, tree.TotalComponents, tree.NewCount, tree.UpdateCount, tree.UnmappedConnectionCount, tree.SharedConnectionCount, tree.IsPartial),
            Is.EqualTo((main.PackageId, 40, 35, 0, 0, 5, false)));
        Assert.That(tree.Dependencies.Select(row => (row.ComponentId, row.DevVersion)), Is.EquivalentTo(manifest.Select(entry => (entry.ComponentId, entry.Version))));
        Assert.That(tree.Dependencies[0].ComponentId, Is.EqualTo(main.RootComponentId));
        Assert.That((tree.Dependencies[0].Depth, tree.Dependencies[0].DependencyType), Is.EqualTo((0, string.Empty)));
        Assert.That(tree.Dependencies.Select(row => row.Depth), Is.Ordered);
        Assert.That(tree.Dependencies.Skip(1).Select(row => row.DependencyType), Is.All.EqualTo("DEPENDENT").Or.EqualTo("INDEPENDENT"));
        Assert.That(tree.Dependencies.Where(row => row.IsSharedConnection).Select(row => row.ProdStatus), Is.All.EqualTo("MAPPED"));
        Assert.That(tree.Dependencies.Select(row => row.ErrorMessage), Is.All.Empty);
        Assert.That(tree.Dependencies.Select(row => row.FolderFullPath), Is.All.Not.Empty);
        Assert.That(tree.EnvConfigCount, Is.GreaterThan(0));
    }

    [Test]
    public async Task ResolveDependencies_NeverPackaged_WalksCurrentVersionsAndSaysSo()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var called = engine.Process("Called", script);
        var top = engine.Process("Top", called);

        var tree = await engine.ResolveAsync(top);

        Assert.That((tree.ErrorMessage, tree.DevPackageId), Is.EqualTo((string.Empty, string.Empty)));
        Assert.That(tree.Dependencies.Select(row => (row.ComponentId, row.Depth)), Is.EqualTo(new[] { (top, 0), (called, 1), (script, 2) }));
        Assert.That(tree.Dependencies[0].ErrorMessage, Does.Contain("Never packaged"));
    }

    [Test]
    public async Task ResolveDependencies_ReferenceOutsideTheManifest_IsFollowed()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { ManifestFollowsIndependent = false };
        var script = engine.Script("Deep step");
        var called = engine.Process("Called", script);
        var top = engine.Process("Top", called);
        engine.Package(top);

        var tree = await engine.ResolveAsync(top);
        var answer = await engine.PromoteAsync(top);

        Assert.That(tree.Dependencies.Select(row => row.ComponentId), Is.EqualTo(new[] { top, called, script }));
        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 3)));
    }

    [Test]
    public async Task ResolveDependencies_BadRoot_AnswersTheNamedCode()
    {
        await using var engine = await RunningEngine.StartAsync();
        const string Nobody = "99999999-0000-4000-8000-000000000000";
        var other = engine.Seed.Account(engine.DevAccount).Packages.First(package => package.ComponentId != engine.Seed.MainPackage.RootComponentId);

        var unknown = await engine.ResolveAsync(Nobody);
        var notItsPackage = await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId, package: other.PackageId);
        var noPackage = await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId, package: Nobody);
        var foreign = await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId, account: engine.Seed.DevAccounts.Last().Id);

        Assert.That(
            (unknown.ErrorCode, notItsPackage.ErrorCode, noPackage.ErrorCode, foreign.ErrorCode),
            Is.EqualTo((ErrorCodes.ComponentNotFound, ErrorCodes.InvalidRequest, ErrorCodes.InvalidRequest, ErrorCodes.UnauthorizedAccountAccess)));
        Assert.That(unknown.ErrorMessage, Does.Contain(Nobody).And.Contains(engine.DevAccount));
        Assert.That(notItsPackage.ErrorMessage, Does.Contain(other.PackageId));
        Assert.That(noPackage.ErrorMessage, Does.Contain(Nobody));
    }
}

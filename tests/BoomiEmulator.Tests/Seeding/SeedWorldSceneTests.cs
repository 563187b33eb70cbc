using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

public sealed class SeedWorldSceneTests
{
    [Test]
    public void MainPackage_Small_HoldsFortyComponentsOfWhichFiveAreMappedConnections()
    {
        var world = Worlds.Of(SeedSize.Small);
        var account = world.FirstDev();
        var manifest = Worlds.MainPackageOf(world).Manifest.Select(entry => entry.ComponentId).ToHashSet(StringComparer.Ordinal);
        var connections = account.Components.Where(component => manifest.Contains(component.Id) && component.Type == "connector-settings").Select(component => component.Id).ToList();
        var mapped = world.ConnectionMappings.Where(mapping => mapping.DevAccountId == account.Id).Select(mapping => mapping.DevComponentId);

        Assert.Multiple(() =>
        {
            Assert.That(manifest, Has.Count.EqualTo(40));
            Assert.That(connections, Has.Count.EqualTo(5));
            Assert.That(connections, Is.SubsetOf(mapped));
            Assert.That(world.MainPackage.Components, Is.EqualTo(40));
            Assert.That(world.MainPackage.Connections, Is.EqualTo(5));
            Assert.That(account.Components.Single(component => component.Id == world.MainPackage.RootComponentId).Type, Is.EqualTo("process"));
            Assert.That(account.Components.Count(component => manifest.Contains(component.Id) && component.Type == "process"), Is.EqualTo(6));
        });
    }

    [Test]
    public void MainPackage_OlderPackagesOfItsRoot_HoldLess()
    {
        var world = Worlds.Of(SeedSize.Small);

        var packages = world.FirstDev().Packages.Where(package => package.ComponentId == world.MainPackage.RootComponentId).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(packages.Select(package => package.Version), Is.EqualTo(new[] { "1.0.0", "1.1.0", "2.0.0" }));
            Assert.That(packages.Select(package => package.ComponentVersion), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(packages.Select(package => package.Manifest.Count), Is.Ordered.And.Unique);
            Assert.That(packages.TrueForAll(package => package.Shareable), Is.True);
            Assert.That(packages[^1].PackageId, Is.EqualTo(world.MainPackage.PackageId));
        });
    }

    [Test]
    public void MainPackage_AfterIt_AMapWasEditedAndNotPackaged()
    {
        var world = Worlds.Of(SeedSize.Small);
        var package = Worlds.MainPackageOf(world);
        var byId = world.FirstDev().Components.ToDictionary(component => component.Id, StringComparer.Ordinal);

        var newer = package.Manifest.Where(entry => byId[entry.ComponentId].Current.Version > entry.Version).ToList();

        Assert.That(newer, Has.Count.EqualTo(1));
        Assert.Multiple(() =>
        {
            Assert.That(byId[newer[0].ComponentId].Type, Is.EqualTo("transform.map"));
            Assert.That(byId[newer[0].ComponentId].Xml, Does.Contain("not yet packaged"));
            Assert.That(byId[newer[0].ComponentId].Revisions[newer[0].Version - 1].Xml, Does.Not.Contain("not yet packaged"));
        });
    }

    [Test]
    public void Packages_FirstDev_IncludeACycleADiamondAndAnUnmappedConnection()
    {
        var world = Worlds.Of(SeedSize.Small);
        var account = world.FirstDev();
        var byName = account.Components.ToDictionary(component => component.Name, StringComparer.Ordinal);
        var mapped = world.ConnectionMappings.Select(mapping => mapping.DevComponentId).ToHashSet(StringComparer.Ordinal);
        var connectionIds = account.Components.Where(component => component.Type == "connector-settings").Select(component => component.Id).ToHashSet(StringComparer.Ordinal);

        Assert.Multiple(() =>
        {
            Assert.That(byName["Retry orders"].References, Does.Contain(byName["Reprocess order"].Id));
            Assert.That(byName["Reprocess order"].References, Does.Contain(byName["Retry orders"].Id));
            Assert.That(byName["Walk category tree"].Xml, Does.Contain($"processId=\"{byName["Walk category tree"].Id}\""), "a process that calls itself");
            Assert.That(PackagedRoots(account), Does.Contain(byName["Retry orders"].Id));

            var middle = byName["Month-end close"].References;
            Assert.That(middle, Is.EquivalentTo(new[] { byName["Close receivables"].Id, byName["Close payables"].Id }));
            Assert.That(byName["Close receivables"].References, Is.EquivalentTo(byName["Close payables"].References));

            var unmapped = account.Packages.Where(package => package.Manifest.Any(entry => connectionIds.Contains(entry.ComponentId) && !mapped.Contains(entry.ComponentId))).ToList();
            Assert.That(unmapped.Select(package => package.ComponentId), Is.EqualTo(new[] { byName["Customer returns"].Id }));

            Assert.That(PackagedRoots(account), Does.Not.Contain(byName["Inventory probe"].Id));
            Assert.That(account.Packages.Single(package => package.ComponentId == byName["Partner desk"].Id).Shareable, Is.False);
        });
    }

    [Test]
    public void Accounts_Small_AreThePrimaryAndTwoDevAccounts()
    {
        var world = Worlds.Of(SeedSize.Small);

        Assert.Multiple(() =>
        {
            Assert.That(world.Accounts, Has.Count.EqualTo(3));
            Assert.That(world.Primary.ParentId, Is.Null);
            Assert.That(world.DevAccounts.Select(account => account.ParentId), Is.All.EqualTo(world.PrimaryAccountId));
            Assert.That(world.DevAccounts.Last().Packages, Is.Not.Empty);
            Assert.That(world.Accounts.Select(account => account.Id), Is.Unique);
            Assert.That(world.Accounts.Select(account => account.Id), Is.All.Match("^[a-z]+-[2-9A-Z]{6}$"));
        });
    }

    [Test]
    public void Accounts_Team_AreSixDevAccountsOfTwoThousandComponents()
    {
        var world = Worlds.Of(SeedSize.Team);

        Assert.Multiple(() =>
        {
            Assert.That(world.DevAccounts.Count(), Is.EqualTo(6));
            Assert.That(world.DevAccounts.Sum(account => account.Components.Count), Is.EqualTo(2_000));
            Assert.That(world.DevAccounts.Max(account => account.Components.Count) - world.DevAccounts.Min(account => account.Components.Count), Is.LessThanOrEqualTo(1));
            Assert.That(world.MainPackage.Components, Is.EqualTo(40));
        });
    }

    [Test]
    public void Accounts_Team_HaveDeepTreesWithSharedPartsAndCycles()
    {
        Assert.Multiple(() =>
        {
            foreach (var account in Worlds.Of(SeedSize.Team).DevAccounts)
            {
                var byId = account.Components.ToDictionary(component => component.Id, StringComparer.Ordinal);
                Assert.That(account.Packages.Max(package => Depth(package.ComponentId, byId)), Is.GreaterThanOrEqualTo(7), account.Name);
                Assert.That(account.Packages.Max(package => package.Manifest.Count), Is.GreaterThan(60), account.Name);
                var parents = account.Components.SelectMany(component => component.References).GroupBy(id => id, StringComparer.Ordinal).Select(group => group.Count());
                Assert.That(parents.Count(count => count > 3), Is.GreaterThan(20), account.Name);
                Assert.That(account.Components.Count(component => Reaches(component.Id, component.Id, byId)), Is.GreaterThanOrEqualTo(6), account.Name);
            }
        });
    }

    [Test]
    public void Mappings_EveryWorld_LeadFromDevConnectionsToSharedOnesOfTheSameKind([Values] SeedSize size)
    {
        var world = Worlds.Of(size);
        Assert.Multiple(() =>
        {
            foreach (var mapping in world.ConnectionMappings)
            {
                var dev = world.Account(mapping.DevAccountId).Components.Single(component => component.Id == mapping.DevComponentId);
                var shared = world.Primary.Components.Single(component => component.Id == mapping.ProdComponentId);
                Assert.That(mapping.ProdAccountId, Is.EqualTo(world.PrimaryAccountId));
                Assert.That(dev.Type, Is.EqualTo("connector-settings"));
                Assert.That(shared.Type, Is.EqualTo("connector-settings"));
                Assert.That(shared.SubType, Is.EqualTo(dev.SubType));
                Assert.That(shared.FolderPath, Does.EndWith("/#Connections"));
                Assert.That(shared.Name, Is.EqualTo(mapping.ComponentName));
                Assert.That(shared.Current.Version, Is.EqualTo(mapping.ProdLatestVersion));
            }

            Assert.That(world.ConnectionMappings.Select(mapping => (mapping.DevAccountId, mapping.DevComponentId)), Is.Unique);
            foreach (var account in world.DevAccounts)
            {
                var mapped = world.ConnectionMappings.Where(mapping => mapping.DevAccountId == account.Id).Select(mapping => mapping.DevComponentId);
                Assert.That(account.Components.Where(component => component.Type == "connector-settings").Select(component => component.Id).Except(mapped, StringComparer.Ordinal), Is.Not.Empty, account.Name);
            }
        });
    }

    [Test]
    public void Primary_EveryWorld_KnowsNothingOfTheDevAccounts([Values] SeedSize size)
    {
        var world = Worlds.Of(size);
        var devIds = world.DevAccounts.SelectMany(account => account.Components).Select(component => component.Id);

        Assert.Multiple(() =>
        {
            Assert.That(world.Primary.Components.Select(component => component.Id).Intersect(devIds, StringComparer.Ordinal), Is.Empty);
            Assert.That(world.Primary.Folders.Select(folder => folder.Name), Does.Contain("#Connections").And.Not.Contains("Promoted"));
            Assert.That(world.Primary.Packages, Is.Not.Empty);
            Assert.That(world.Primary.Components.Count(component => component.Type == "process"), Is.EqualTo(1));
        });
    }

    [Test]
    public void SharedComponentId_FirstTwoDevAccounts_StandsForDifferentComponents()
    {
        var world = Worlds.Of(SeedSize.Small);

        var holders = world.Accounts.SelectMany(account => account.Components).Where(component => component.Id == world.SharedComponentId).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(holders, Has.Count.EqualTo(2));
            Assert.That(holders.Select(component => component.Name), Is.Unique);
            Assert.That(Worlds.MainPackageOf(world).Manifest.Select(entry => entry.ComponentId), Does.Contain(world.SharedComponentId));
        });
    }

    [Test]
    public void Personas_EveryWorld_HaveTheirTiersAndTeams([Values] SeedSize size)
    {
        var world = Worlds.Of(size);
        var personas = world.Personas.ToDictionary(persona => persona.Name, StringComparer.Ordinal);

        Assert.Multiple(() =>
        {
            Assert.That(personas.Keys, Is.EquivalentTo(new[] { "alice", "bob", "carol", "dan", "rita" }));
            Assert.That(personas.Values.Select(persona => persona.Email), Is.Unique.And.All.EndsWith(".example"));
            Assert.That(AccountsOf(world, personas["alice"]), Is.EqualTo(world.DevAccounts.Take(1)));
            Assert.That(AccountsOf(world, personas["bob"]), Is.EqualTo(world.DevAccounts.Take(2)));
            Assert.That(personas["alice"].Groups, Does.Contain("ABC_BOOMI_FLOW_CONTRIBUTOR").And.Not.Contains("ABC_BOOMI_FLOW_ADMIN"));
            Assert.That(personas["bob"].Groups, Does.Contain("ABC_BOOMI_FLOW_CONTRIBUTOR").And.Not.Contains("ABC_BOOMI_FLOW_ADMIN"));
            Assert.That(personas["carol"].Groups, Does.Contain("ABC_BOOMI_FLOW_ADMIN"));
            Assert.That(personas["dan"].Groups, Does.Contain("ABC_BOOMI_FLOW_ADMIN"));
            Assert.That(personas["rita"].Groups, Has.None.EqualTo("ABC_BOOMI_FLOW_ADMIN").And.None.EqualTo("ABC_BOOMI_FLOW_CONTRIBUTOR"));
            Assert.That(world.DevAccountGrants.Select(grant => (grant.SsoGroupId, grant.DevAccountId)), Is.Unique);
        });
    }

    private static IEnumerable<SeedAccount> AccountsOf(SeedWorld world, SeedPersona persona) =>
        world.DevAccounts.Where(account => world.DevAccountGrants.Any(grant =>
            grant.IsActive && grant.DevAccountId == account.Id && (persona.Groups.Contains(grant.SsoGroupName) || persona.Groups.Contains(grant.SsoGroupId))));

    private static IEnumerable<string> PackagedRoots(SeedAccount account) => account.Packages.Select(package => package.ComponentId);

    private static int Depth(string root, Dictionary<string, SeedComponent> byId)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { root };
        var level = new List<string> { root };
        var depth = 0;
        while (level.Count > 0)
        {
            level = level.SelectMany(id => byId[id].References).Where(seen.Add).ToList();
            depth++;
        }

        return depth - 1;
    }

    private static bool Reaches(string from, string to, Dictionary<string, SeedComponent> byId)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(byId[from].References);
        while (open.TryPop(out var id))
        {
            if (id == to)
                return true;

            if (seen.Add(id))
                byId[id].References.ToList().ForEach(open.Push);
        }

        return false;
    }
}

using BoomiEmulator.Seeding.Scenes;

namespace BoomiEmulator.Seeding;

/// <summary>Worlds for measuring: every dev account holds one package of exactly so many components, about 8 KB each, none of them a connection.</summary>
public static class SizedWorld
{
    /// <summary>The fewest components that a package of every kind needs.</summary>
    public const int FewestComponents = 10;

    private const int MostAccounts = 20;

    /// <summary>Makes a world. The same arguments give the same world.</summary>
    /// <param name="accounts">How many dev accounts, 1 to 20. An admin may use all of them.</param>
    /// <param name="components">How many components the package of each holds.</param>
    /// <param name="seed">What makes it differ from others.</param>
    /// <param name="baseInstant">The present of that world.</param>
    public static SeedWorld Create(int accounts, int components, int seed, DateTimeOffset baseInstant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(accounts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accounts, MostAccounts);
        ArgumentOutOfRangeException.ThrowIfLessThan(components, FewestComponents);
        var dice = new SeedDice(seed);
        var ledger = new SeedLedger();
        var admin = new SeedPersona("carol", "Carol Castro", "carol@abc.example", [SeedGroups.Admin]);
        var primary = new AccountDraft(dice, ledger, new AccountPlan("ABC Trading", "abctrading", ParentId: null, "canary-vault", baseInstant.AddDays(-400), [admin.Email]));
        new HeadOffice(primary).Play([]);
        var devs = new List<AccountDraft>();
        var packages = new List<SeedPackage>();
        for (var team = 0; team < accounts; team++)
        {
            var letter = (char)('A' + team);
            var dev = new AccountDraft(dice, ledger, new AccountPlan(
                $"ABC Dev Team {letter}", $"abcteam{char.ToLowerInvariant(letter)}", primary.Id, "canary", baseInstant.AddDays(-300), ["alice@abc.example"]));
            packages.Add(new SizedEstate(dev).Play(components));
            devs.Add(dev);
        }

        var world = new SeedWorld(
            primary.Id,
            [primary.Build(), .. devs.Select(dev => dev.Build())],
            new SeedMainPackage(devs[0].Id, packages[0].PackageId, packages[0].ComponentId, components, Connections: 0),
            [],
            [.. devs.Select((dev, team) => new SeedGrant(dice.NextId(), SeedGroups.DevTeam(team), dev.Id, dev.Name, IsActive: true))],
            [admin],
            ledger.Secrets,
            ledger.LookAlikes,
            packages[0].ComponentId);
        return new ClientEstate(seed).AddTo(world, baseInstant.AddDays(-200));
    }
}

using System.Text;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>What the primary account publishes and who runs it: packs with what was built by hand, packs that wait for promotions, and client accounts.</summary>
/// <param name="seed">What makes the world differ from others. The estate has its own dice, so that the accounts are the same with and without it.</param>
internal sealed class ClientEstate(int seed)
{
    private readonly SeedDice _dice = new(unchecked((seed * 31) + 17));
    private int _lastInstance;

    /// <summary>Adds packs and clients to a world.</summary>
    /// <param name="world">The world with its accounts.</param>
    /// <param name="openedAt">When the client accounts were opened.</param>
    public SeedWorld AddTo(SeedWorld world, DateTimeOffset openedAt)
    {
        var shared = world.Primary.Packages.Where(static package => package.Shareable).ToList();
        var packs = new List<SeedPack>
        {
            Pack("Finance", "Bank statements and bookings", shared[^1].PackageId),
            Pack("Finance - TEST", "Bank statements and bookings, for test environments", shared[^1].PackageId),
            Pack("Order to Cash", "Orders from fetching to the ledger"),
            Pack("Order to Cash - TEST", "Orders from fetching to the ledger, for test environments"),
            new(_dice.NextId(), "Bank statements only", "SINGLE", "As it was before there were promotions", [shared[0].PackageId]),
        };
        return world with { Packs = packs, Clients = [Client("North", packs, openedAt), Client("South", packs, openedAt.AddDays(9))] };
    }

    private SeedPack Pack(string name, string description, params IReadOnlyList<string> packages) => new(_dice.NextId(), name, "MULTI", description, packages);

    private SeedClient Client(string name, List<SeedPack> packs, DateTimeOffset openedAt)
    {
        var id = _dice.NextAccountId("abc" + name.ToLowerInvariant());
        var test = new SeedEnvironment(_dice.NextId(), $"{name} Test");
        var production = new SeedEnvironment(_dice.NextId(), $"{name} Production");
        return new SeedClient(id, $"ABC Client {name}", openedAt, test, production, [.. packs
            .Where(static pack => pack.InstallationType == "MULTI")
            .Select(pack => new SeedInstallation(NextInstanceId(), pack.PackId, (pack.IsTest ? test : production).EnvironmentId))]);
    }

    private string NextInstanceId() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"IntegrationPackInstance{++_lastInstance}")).TrimEnd('=');
}

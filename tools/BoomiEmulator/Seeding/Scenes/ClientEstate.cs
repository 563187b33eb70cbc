using System.Text;
using BoomiEmulator.Extensions;

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
        var (north, south) = (Client("North", packs, openedAt), Client("South", packs, openedAt.AddDays(9)));
        return world with
        {
            Packs = packs,
            Clients = [north, south],
            ClientConfigs =
            [
                Config(north, SeedGroups.DevTeam(0), packs[0], isActive: true),
                Config(south, SeedGroups.DevTeam(1), packs[0], isActive: true),
                Config(south, SeedGroups.DevTeam(0), packs[0], isActive: false),
            ],
            ExtensionAccess = [.. Access(world, north, SeedGroups.DevTeam(0)), .. Access(world, south, SeedGroups.DevTeam(1))],
            ExtensionValues = [.. Values(world, north), .. Values(world, south)],
        };
    }

    private static SeedClientConfig Config(SeedClient client, string group, SeedPack pack, bool isActive) =>
        new(client, group, isActive, client.Installations.First(one => one.PackId == pack.PackId).InstanceId);

    /// <summary>What the finance process lets be set: connections are the admins', settings the team's.</summary>
    private static IEnumerable<SeedExtensionAccess> Access(SeedWorld world, SeedClient client, string group)
    {
        var process = Root(world);
        foreach (var environment in new[] { client.Test, client.Production })
        {
            foreach (var component in process.References.Select(id => world.Primary.Components.First(one => one.Id == id)))
            {
                var kind = component.Type switch
                {
                    ComponentTypes.Connection => "connection",
                    ComponentTypes.ProcessProperty => "processProperty",
                    _ => null,
                };
                if (kind is not null)
                {
                    yield return new SeedExtensionAccess(
                        environment.EnvironmentId, component.Id, component.Name, kind, [group], process.Id, process.Name, client.CreatedAt.AddDays(1), "carol@abc.example");
                }
            }
        }
    }

    private static SeedComponent Root(SeedWorld world) => world.Primary.Components.First(component => component.Id == world.Primary.Packages[^1].ComponentId);

    private IEnumerable<SeedExtensionValue> Values(SeedWorld world, SeedClient client)
    {
        var components = Root(world).References.Select(id => world.Primary.Components.First(one => one.Id == id)).ToList();
        var settings = components.First(static one => one.Type == ComponentTypes.ProcessProperty).Id;
        var files = components.First(static one => one.SubType == "sftp" && one.Type == ComponentTypes.Connection).Id;
        var ledger = components.First(static one => one.SubType != "sftp" && one.Type == ComponentTypes.Connection).Id;
        foreach (var (environment, word) in new[] { (client.Test, "test"), (client.Production, "prod") })
        {
            SeedExtensionValue Value(ExtensionSection section, string item, string field, string value, bool secret = false) =>
                new(client.AccountId, environment.EnvironmentId, section, item, field, value, secret);

            yield return Value(ExtensionSection.Connections, files, "host", $"files.{word}.client.example");
            yield return Value(ExtensionSection.Connections, files, "password", $"canary-client-{word}-{_dice.Hex(16)}", secret: true);
            yield return Value(ExtensionSection.Connections, ledger, "url", $"jdbc:sqlserver://ledger.{word}.client.example");
            yield return Value(ExtensionSection.Connections, ledger, "password", $"canary-client-{word}-{_dice.Hex(16)}", secret: true);
            yield return Value(ExtensionSection.ProcessProperties, settings, "site", $"Site {word}");
            yield return Value(ExtensionSection.ProcessProperties, settings, "batch-size", word == "test" ? "50" : "500");
            yield return Value(ExtensionSection.ProcessProperties, settings, "finance-passphrase", $"canary-client-{word}-{_dice.Hex(16)}", secret: true);
            yield return Value(ExtensionSection.Properties, "DPP_BANK_REGION", string.Empty, word == "test" ? "EU-TEST" : "EU");
        }
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

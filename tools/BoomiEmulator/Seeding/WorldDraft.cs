using BoomiEmulator.Seeding.Scenes;

namespace BoomiEmulator.Seeding;

/// <summary>A world in the making.</summary>
internal sealed class WorldDraft
{
    private const int TeamAccounts = 6;
    private const int TeamComponents = 2_000;

    private readonly SeedSize _size;
    private readonly int _seed;
    private readonly DateTimeOffset _base;
    private readonly SeedDice _dice;
    private readonly SeedLedger _ledger = new();
    private readonly IReadOnlyList<SeedPersona> _personas = MakePersonas();
    private readonly List<SeedMapping> _mappings = [];

    public WorldDraft(SeedSize size, int seed, DateTimeOffset baseInstant)
    {
        _size = size;
        _seed = seed;
        _base = new DateTimeOffset(baseInstant.UtcDateTime.Date.AddHours(baseInstant.UtcDateTime.Hour), TimeSpan.Zero);
        _dice = new SeedDice(seed);
    }

    public SeedWorld Build()
    {
        var primary = new AccountDraft(_dice, _ledger, new AccountPlan(
            "ABC Trading", "abctrading", ParentId: null, "canary-vault", _base.AddDays(-400), [Email("carol"), Email("dan")]));
        var estates = _size == SeedSize.Team ? Enumerable.Range(0, TeamAccounts).Select(team => new TeamEstate(team)).ToList() : [];
        var office = new HeadOffice(primary);
        office.Play(_size == SeedSize.Team ? TeamSystems.All : []);

        var first = Dev(0, primary.Id, -120, [Email("alice"), Email("bob")]);
        var orders = new OrderToCash(first);
        var newest = orders.Play();
        var desk = new OrderDesk(first, orders);
        desk.Play();
        AddMappings(first, office, primary, [
            (SharedConnections.OrdersDatabase, orders.OrdersDatabase),
            (SharedConnections.LedgerDatabase, orders.LedgerDatabase),
            (SharedConnections.CarrierApi, orders.CarrierApi),
            (SharedConnections.CustomerApi, orders.CustomerApi),
            (SharedConnections.PartnerFiles, orders.PartnerFiles),
            (SharedConnections.Archive, desk.Archive),
        ]);

        var second = Dev(1, primary.Id, -90, [Email("bob"), _dice.Faker.Name.FirstName().ToLowerInvariant() + "@abc.example"]);
        var payroll = new PayrollFeed(second, orders.Canonical);
        payroll.Play();
        AddMappings(second, office, primary, [(SharedConnections.PayrollDatabase, payroll.PayrollDatabase), (SharedConnections.BankFiles, payroll.BankFiles)]);

        var devs = new List<AccountDraft> { first, second };
        foreach (var estate in estates)
        {
            if (estate.Team >= devs.Count)
                devs.Add(Dev(estate.Team, primary.Id, -80, [_dice.Faker.Name.FirstName().ToLowerInvariant() + "@abc.example"]));

            var draft = devs[estate.Team];
            var quota = (TeamComponents / TeamAccounts) + (estate.Team < TeamComponents % TeamAccounts ? 1 : 0);
            estate.Play(draft, quota);
            AddMappings(draft, office, primary, estate.Mapped);
        }

        var connections = newest.Manifest.Count(entry => first.TypeOf(entry.ComponentId) == ComponentTypes.Connection);
        var world = new SeedWorld(
            primary.Id,
            [primary.Build(), .. devs.Select(dev => dev.Build())],
            new SeedMainPackage(first.Id, newest.PackageId, newest.ComponentId, newest.Manifest.Count, connections),
            _mappings,
            MakeGrants(devs),
            _personas,
            _ledger.Secrets,
            _ledger.LookAlikes,
            orders.Canonical);
        return new ClientEstate(_seed).AddTo(world, _base.AddDays(-200));
    }

    private static List<SeedPersona> MakePersonas() =>
    [
        new("alice", "Alice Arnold", "alice@abc.example", [SeedGroups.Contributor, SeedGroups.DevTeam(0)]),
        new("bob", "Bob Brandt", "bob@abc.example", [SeedGroups.Contributor, SeedGroups.DevTeam(0), SeedGroups.DevTeam(1)]),
        new("carol", "Carol Castro", "carol@abc.example", [SeedGroups.Admin]),
        new("dan", "Dan Dreyer", "dan@abc.example", [SeedGroups.Contributor, SeedGroups.Admin]),
        new("rita", "Rita Rossi", "rita@abc.example", [SeedGroups.DevTeam(0), "ABC_FINANCE_AUDIT"]),
    ];

    private AccountDraft Dev(int team, string primaryId, int openedDays, IReadOnlyList<string> authors)
    {
        var letter = (char)('A' + team);
        return new AccountDraft(_dice, _ledger, new AccountPlan(
            $"ABC Dev Team {letter}", $"abcteam{char.ToLowerInvariant(letter)}", primaryId, "canary", _base.AddDays(openedDays), authors));
    }

    private void AddMappings(AccountDraft dev, HeadOffice office, AccountDraft primary, IEnumerable<(ConnectionKind Kind, string DevId)> pairs)
    {
        foreach (var (kind, devId) in pairs)
        {
            _mappings.Add(new SeedMapping(
                dev.Id, devId, primary.Id, office.IdOf(kind), kind.Name, ComponentTypes.Connection, 1, _base.AddDays(-2).AddMinutes(_mappings.Count), Email("carol")));
        }
    }

    private List<SeedGrant> MakeGrants(List<AccountDraft> devs)
    {
        var grants = new List<SeedGrant>();
        for (var team = 0; team < devs.Count; team++)
        {
            // A directory sends either object ids or names: even teams are granted by id, odd ones by name.
            var group = SeedGroups.DevTeam(team);
            grants.Add(team % 2 == 0
                ? new SeedGrant(_dice.NextId(), group, devs[team].Id, devs[team].Name, IsActive: true)
                : new SeedGrant(group, $"Dev Team {(char)('A' + team)}", devs[team].Id, devs[team].Name, IsActive: true));
        }

        grants.Add(grants[0] with { DevAccountId = devs[1].Id, DevAccountName = devs[1].Name, IsActive = false });
        return grants;
    }

    private string Email(string persona) => _personas.First(one => one.Name == persona).Email;
}

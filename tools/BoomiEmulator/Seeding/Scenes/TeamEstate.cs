namespace BoomiEmulator.Seeding.Scenes;

/// <summary>A dev account's large stock: a domain whose connections are all mapped, and a smaller one that also uses unmapped ones.</summary>
internal sealed class TeamEstate(int team)
{
    private const int MappedConnections = 6;
    private const int UnmappedConnections = 2;

    private readonly List<(ConnectionKind Kind, string DevId)> _mapped = [];

    /// <summary>The place of its account among the dev accounts.</summary>
    public int Team => team;

    /// <summary>What an admin mapped.</summary>
    public IReadOnlyList<(ConnectionKind Kind, string DevId)> Mapped => _mapped;

    /// <summary>Fills the account up.</summary>
    /// <param name="draft">The account.</param>
    /// <param name="quota">How many components it shall hold in the end.</param>
    public void Play(AccountDraft draft, int quota)
    {
        foreach (var kind in draft.Dice.PickSome(TeamSystems.All, MappedConnections))
            _mapped.Add((kind, kind.AddTo(draft, "Connections", " DEV")));

        var unmapped = draft.Dice.PickSome(TeamSystems.All, UnmappedConnections).Select(kind => (kind, kind.AddTo(draft, "Connections/Unmapped", " (new)"))).ToList();
        var left = quota - draft.ComponentCount;
        var first = left * 2 / 3;
        new TeamDomain(draft, "Supply", _mapped).Play(first);
        new TeamDomain(draft, "Insight", [.. _mapped.Take(2), .. unmapped]).Play(left - first);
    }
}

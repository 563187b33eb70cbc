namespace BoomiEmulator.Seeding.Scenes;

/// <summary>A dev account's large stock.</summary>
internal sealed class TeamEstate(int team)
{
    public int Team => team;

    public IReadOnlyList<ConnectionKind> SharedKinds { get; } = [];

    public IReadOnlyList<(ConnectionKind Kind, string DevId)> Mapped { get; } = [];

    public void Play(AccountDraft draft, int quota)
    {
    }
}

namespace BoomiEmulator.Seeding;

/// <summary>The SSO groups of the seeded organisation.</summary>
public static class SeedGroups
{
    /// <summary>The tier of those who promote.</summary>
    public const string Contributor = "ABC_BOOMI_FLOW_CONTRIBUTOR";

    /// <summary>The tier of those who approve.</summary>
    public const string Admin = "ABC_BOOMI_FLOW_ADMIN";

    /// <summary>The team group of a dev account.</summary>
    /// <param name="team">0 for the first dev account.</param>
    public static string DevTeam(int team) => $"ABC_BOOMI_FLOW_DEVTEAM{(char)('A' + team)}";
}

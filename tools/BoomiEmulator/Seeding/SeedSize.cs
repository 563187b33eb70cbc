namespace BoomiEmulator.Seeding;

/// <summary>How large a seeded world is.</summary>
public enum SeedSize
{
    /// <summary>The primary account and two dev accounts; the first dev account's main package holds exactly 40 components.</summary>
    Small,

    /// <summary>The primary account and six dev accounts, which hold exactly 2,000 components together.</summary>
    Team,
}

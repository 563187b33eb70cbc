namespace BoomiEmulator.Seeding;

/// <summary>What the documents of a world hold that tests look for.</summary>
internal sealed class SeedLedger
{
    public List<PlantedSecret> Secrets { get; } = [];

    public List<SeedLookAlike> LookAlikes { get; } = [];
}

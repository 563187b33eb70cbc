using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

/// <summary>Worlds that the tests read; worlds do not change.</summary>
internal static class Worlds
{
    public static readonly DateTimeOffset Base = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static readonly Lazy<SeedWorld> LazySmall = new(() => SeedWorld.Create(SeedSize.Small, 7, Base));
    private static readonly Lazy<SeedWorld> LazyTeam = new(() => SeedWorld.Create(SeedSize.Team, 7, Base));

    public static SeedWorld Of(SeedSize size) => size == SeedSize.Small ? LazySmall.Value : LazyTeam.Value;

    public static SeedAccount FirstDev(this SeedWorld world) => world.Account(world.MainPackage.AccountId);

    public static SeedPackage MainPackageOf(SeedWorld world) => world.FirstDev().Packages.Single(package => package.PackageId == world.MainPackage.PackageId);

    public static IEnumerable<(SeedAccount Account, SeedComponent Component, SeedRevision Revision)> Revisions(this SeedWorld world) =>
        from account in world.Accounts
        from component in account.Components
        from revision in component.Revisions
        select (account, component, revision);
}

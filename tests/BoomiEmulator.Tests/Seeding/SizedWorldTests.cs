using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

[TestFixture]
public sealed class SizedWorldTests
{
    private static readonly DateTimeOffset Present = new(2026, 2, 16, 9, 0, 0, TimeSpan.Zero);

    [TestCase(1, 10)]
    [TestCase(2, 50)]
    [TestCase(1, 203)]
    public void Create_AnySize_PackagesHoldExactlySoManyComponentsOfWhichNoneIsAConnection(int accounts, int components)
    {
        var world = SizedWorld.Create(accounts, components, seed: 1, Present);

        Assert.That(world.DevAccounts.Count(), Is.EqualTo(accounts));
        foreach (var account in world.DevAccounts)
        {
            Assert.That(account.Packages.Single().Manifest.Select(entry => entry.ComponentId).Distinct().Count(), Is.EqualTo(components));
            Assert.That(account.Components.Select(component => component.Type), Does.Not.Contain("connector-settings"));
            Assert.That(world.DevAccountGrants.Any(grant => grant.DevAccountId == account.Id), Is.True);
        }
    }

    [Test]
    public void Create_HundredComponents_AreEightKilobytesInTheMean()
    {
        var account = SizedWorld.Create(1, 100, seed: 1, Present).DevAccounts.Single();

        Assert.That(account.Components.Average(component => component.Xml.Length), Is.InRange(7.5 * 1024, 9 * 1024));
    }

    [Test]
    public void Create_SameArguments_GiveTheSameWorld()
    {
        var documents = Enumerable.Range(0, 2).Select(_ => string.Concat(
            SizedWorld.Create(2, 20, seed: 7, Present).Accounts.SelectMany(account => account.Components).Select(component => component.Xml))).ToList();

        Assert.That(documents[0], Is.EqualTo(documents[1]));
    }

    [TestCase(0, 10)]
    [TestCase(21, 10)]
    [TestCase(1, 9)]
    public void Create_OutOfRange_IsRefused(int accounts, int components) =>
        Assert.That(() => SizedWorld.Create(accounts, components, seed: 1, Present), Throws.TypeOf<ArgumentOutOfRangeException>());
}

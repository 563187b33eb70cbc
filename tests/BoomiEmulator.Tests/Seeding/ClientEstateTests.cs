using BoomiEmulator.Seeding;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Seeding;

public sealed class ClientEstateTests
{
    [Test]
    public void Create_AnyWorld_HasAProductionAndATestPack([Values] SeedSize size)
    {
        var world = Worlds.Of(size);

        Assert.That(world.Packs.Where(pack => pack.IsTest).Select(pack => pack.Name), Is.EquivalentTo(new[] { "Finance - TEST", "Order to Cash - TEST" }));
        Assert.That(world.Packs.Count(pack => pack is { IsTest: false, InstallationType: "MULTI" }), Is.EqualTo(2));
        Assert.That(world.Packs.SelectMany(pack => pack.PackageIds).Distinct(), Is.SubsetOf(world.Primary.Packages.Select(package => package.PackageId)));
    }

    [Test]
    public void Load_PacksAndClients_AreThereWithTheirEnvironments()
    {
        var seed = Worlds.Of(SeedSize.Small);
        var world = new World(new EmulatorSettings(new EmulatorOptions()), TimeProvider.System, seed: 1);

        SeedLoader.Load(seed, world);

        var finance = world.Packs(seed.PrimaryAccountId).Single(view => view.Pack.Name == "Finance");
        Assert.That(finance.Entries.Single().CurrentVersion, Is.EqualTo("3.2.0"));
        foreach (var client in seed.Clients)
        {
            Assert.That(world.FindAccount(client.AccountId)!.ParentId, Is.EqualTo(seed.PrimaryAccountId));
            Assert.That(world.Environment(client.AccountId, client.Test.EnvironmentId).Classification, Is.EqualTo("TEST"));
            Assert.That(world.Environment(client.AccountId, client.Production.EnvironmentId).Classification, Is.EqualTo("PROD"));
            Assert.That(world.PackInstances(client.AccountId).Select(view => view.Pack.Name), Is.EquivalentTo(new[] { "Finance", "Finance - TEST", "Order to Cash", "Order to Cash - TEST" }));
            Assert.That(world.PackAttachments(client.AccountId).Count(one => one.EnvironmentId == client.Production.EnvironmentId), Is.EqualTo(2));
        }
    }

    [Test]
    public void Load_ThenInstallAPack_GetsAnIdThatNobodyHas()
    {
        var seed = Worlds.Of(SeedSize.Small);
        var world = new World(new EmulatorSettings(new EmulatorOptions()), TimeProvider.System, seed: 1);
        SeedLoader.Load(seed, world);

        var installed = world.InstallPack(seed.Clients[0].AccountId, seed.Packs[0].PackId, "Twice").Instance.Id;

        Assert.That(seed.Clients.SelectMany(client => client.Installations).Select(one => one.InstanceId), Does.Not.Contain(installed).And.Unique);
    }
}

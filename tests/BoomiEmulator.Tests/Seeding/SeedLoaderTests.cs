using System.Diagnostics;
using BoomiEmulator.Seeding;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Seeding;

public sealed class SeedLoaderTests
{
    private readonly World _world = new(new EmulatorSettings(new EmulatorOptions()), TimeProvider.System, seed: 1);

    [Test]
    public void Load_EveryWorld_ShowsEveryComponentAsSeeded([Values] SeedSize size)
    {
        var seed = Worlds.Of(size);

        SeedLoader.Load(seed, _world);

        Assert.That(_world.Accounts().Select(account => account.Id), Is.EquivalentTo(seed.Accounts.Select(account => account.Id).Concat(seed.Clients.Select(client => client.AccountId))));
        foreach (var account in seed.Accounts)
        {
            foreach (var component in account.Components)
            {
                var loaded = _world.Component(account.Id, component.Id);
                var view = _world.View(account.Id, loaded);
                Assert.That(view.IsCurrent, Is.True);
                Assert.That(
                    (loaded.Name, loaded.Type, loaded.SubType, loaded.Version, loaded.CreatedBy, loaded.CreatedDate, loaded.ModifiedBy, loaded.ModifiedDate),
                    Is.EqualTo((component.Name, component.Type, component.SubType ?? string.Empty, component.Current.Version, component.CreatedBy, component.CreatedAt, component.Current.ModifiedBy, component.Current.ModifiedAt)));
                Assert.That(_world.Folder(account.Id, loaded.FolderId).FullPath, Is.EqualTo(component.FolderPath));
                Assert.That(view.BranchName, Is.EqualTo("main"));
            }
        }
    }

    [Test]
    public void Load_EveryWorld_DerivesTheReferencesThatTheSeedNames([Values] SeedSize size)
    {
        var seed = Worlds.Of(size);

        SeedLoader.Load(seed, _world);

        foreach (var (account, component, revision) in seed.Revisions())
            Assert.That(_world.UsesOf(account.Id, component.Id, revision.Version).Select(use => use.ComponentId), Is.EquivalentTo(revision.References), component.Name);
    }

    [Test]
    public void Load_EveryWorld_HasThePackagesWithTheVersionsThatTheyFroze([Values] SeedSize size)
    {
        var seed = Worlds.Of(size);

        SeedLoader.Load(seed, _world);

        foreach (var account in seed.Accounts)
        {
            Assert.That(_world.Packages(account.Id), Has.Count.EqualTo(account.Packages.Count));
            foreach (var package in account.Packages)
            {
                var loaded = _world.Package(account.Id, package.PackageId);
                Assert.That(loaded.Items, Is.EqualTo(package.Manifest.Select(entry => new PackageItem(entry.ComponentId, entry.Version))));
                Assert.That((loaded.PackageVersion, loaded.Notes, loaded.CreatedBy, loaded.CreatedDate, loaded.Shareable, loaded.BranchName), Is.EqualTo((package.Version, package.Notes, package.CreatedBy, package.CreatedAt, package.Shareable, "main")));
            }
        }
    }

    [Test]
    public void Load_ThenPackageTheSameRoot_FreezesTheSameComponents()
    {
        var seed = Worlds.Of(SeedSize.Small);
        SeedLoader.Load(seed, _world);

        var made = _world.AddPackage(seed.MainPackage.AccountId, seed.MainPackage.RootComponentId, "9.9.9", "Made by the emulator.");

        Assert.That(made.Items.Select(item => item.Id), Is.EquivalentTo(Worlds.MainPackageOf(seed).Manifest.Select(entry => entry.ComponentId)));
    }

    [Test]
    public void Load_WithoutIndependentReferences_LeavesCalledProcessesOutLikeTheEmulator()
    {
        var seed = Worlds.Of(SeedSize.Small);
        var settings = new EmulatorSettings(new EmulatorOptions { Switches = new EmulatorSwitches { ManifestFollowsIndependent = false } });
        var world = new World(settings, TimeProvider.System, seed: 1);

        SeedLoader.Load(seed, world, manifestFollowsIndependent: false);

        var loaded = world.Package(seed.MainPackage.AccountId, seed.MainPackage.PackageId).Items.Select(item => item.Id).ToList();
        var made = world.AddPackage(seed.MainPackage.AccountId, seed.MainPackage.RootComponentId, "9.9.9", "Made by the emulator.");
        Assert.That(loaded, Is.EquivalentTo(made.Items.Select(item => item.Id)).And.Count.LessThan(20));
    }

    [Test]
    public void Load_PasswordTypeSecrets_AreMaskedAndOtherSecretsAreNot()
    {
        var seed = Worlds.Of(SeedSize.Small);

        SeedLoader.Load(seed, _world);

        Assert.Multiple(() =>
        {
            foreach (var secret in seed.Secrets)
            {
                var xml = _world.Component(secret.AccountId, secret.ComponentId).Content.ObjectXml;

                // The emulator follows listed paths that tell an element by id, name or key; those by another attribute it leaves.
                var masked = secret.Place == SecretPlace.PasswordType
                    || (secret.Place == SecretPlace.EncryptedPath && !secret.Name.Contains("[@encrypted=", StringComparison.Ordinal));
                if (masked)
                    Assert.That(xml, Does.Not.Contain(secret.Value).And.Contains(secret.Masked), $"{secret.Place} {secret.Name}");
                else if (secret.Name is "apiKey" or "jdbcUrl" or "host")
                    Assert.That(xml, Does.Contain(secret.Value), $"{secret.Place} {secret.Name}");
            }
        });
    }

    [Test]
    public void Load_ComponentMadeLater_GetsAFolderAndBranchIdThatNobodyHas()
    {
        var seed = Worlds.Of(SeedSize.Small);
        SeedLoader.Load(seed, _world);
        var folders = seed.Accounts.SelectMany(account => account.Folders).Select(folder => folder.Id).ToList();

        var folder = _world.EnsureFolder(seed.PrimaryAccountId, "Promoted/Order to Cash");

        Assert.Multiple(() =>
        {
            Assert.That(folders, Is.Unique);
            Assert.That(folders, Does.Not.Contain(folder.Id));
        });
    }

    [Test]
    public void Load_IntoAWorldWithOtherAccounts_KeepsThem()
    {
        _world.AddAccount("other-AB12CD", "Other");

        SeedLoader.Load(Worlds.Of(SeedSize.Small), _world);

        Assert.That(_world.Accounts().Select(account => account.Id).ToList(), Does.Contain("other-AB12CD").And.Count.EqualTo(6));
    }

    [Test]
    public void Load_Twice_IsRefusedAndChangesNothing()
    {
        var seed = Worlds.Of(SeedSize.Small);
        SeedLoader.Load(seed, _world);

        Assert.That(() => SeedLoader.Load(seed, _world), Throws.ArgumentException.With.Message.Contains(seed.PrimaryAccountId));
        Assert.That(_world.Accounts(), Has.Count.EqualTo(5));
    }

    [Test]
    [NonParallelizable]
    public void Load_TwoThousandComponents_TakesLessThanASecondOfProcessorTime()
    {
        var seed = Worlds.Of(SeedSize.Team);
        SeedLoader.Load(Worlds.Of(SeedSize.Small), new World(new EmulatorSettings(new EmulatorOptions()), TimeProvider.System, seed: 1));
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        SeedLoader.Load(seed, _world);

        Assert.That(Process.GetCurrentProcess().TotalProcessorTime - before, Is.LessThan(TimeSpan.FromSeconds(1)));
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

public sealed class SeedWorldDeterminismTests
{
    [Test]
    public void Create_SameSeedTwice_IsTheSameByteForByte([Values] SeedSize size)
    {
        var once = Fingerprint(SeedWorld.Create(size, 11, Worlds.Base));
        var again = Fingerprint(SeedWorld.Create(size, 11, Worlds.Base));

        Assert.That(again, Is.EqualTo(once));
    }

    [Test]
    public async Task Create_ManyAtOnce_AreTheSame()
    {
        var worlds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Fingerprint(SeedWorld.Create(SeedSize.Small, 3, Worlds.Base)))));

        Assert.That(worlds.Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
    }

    [Test]
    public void Create_OtherSeed_SharesNoComponentIdAndNoAccountId()
    {
        var one = SeedWorld.Create(SeedSize.Small, 1, Worlds.Base);
        var two = SeedWorld.Create(SeedSize.Small, 2, Worlds.Base);

        Assert.That(Ids(one).Intersect(Ids(two), StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Create_LaterBase_MovesEveryDateByTheSameSpanAndNothingElse()
    {
        var span = TimeSpan.FromHours(49);
        var early = SeedWorld.Create(SeedSize.Small, 5, Worlds.Base);
        var late = SeedWorld.Create(SeedSize.Small, 5, Worlds.Base + span);

        Assert.Multiple(() =>
        {
            Assert.That(
                late.Revisions().Select(one => one.Revision.ModifiedAt), Is.EqualTo(early.Revisions().Select(one => one.Revision.ModifiedAt + span)));
            Assert.That(late.Revisions().Select(one => one.Revision.Xml), Is.EqualTo(early.Revisions().Select(one => one.Revision.Xml)));
        });
    }

    [Test]
    public void Create_AnyWorld_LiesInThePastOfItsBaseInOrder([Values] SeedSize size)
    {
        var world = Worlds.Of(size);

        Assert.Multiple(() =>
        {
            foreach (var account in world.Accounts)
            {
                var saved = account.Components.SelectMany(component => component.Revisions).Select(revision => revision.ModifiedAt).ToList();
                Assert.That(saved.Max(), Is.LessThan(Worlds.Base), account.Name);
                Assert.That(saved.Min(), Is.GreaterThan(account.CreatedAt), account.Name);
                Assert.That(account.CreatedAt, Is.GreaterThanOrEqualTo(Worlds.Base.AddDays(-401)), account.Name);
                Assert.That(account.Packages.Select(package => package.CreatedAt), Is.Ordered.And.All.LessThan(Worlds.Base), account.Name);
            }
        });
    }

    [Test]
    public void Create_AnySeed_KeepsItsPromises([Range(0, 24)] int seed)
    {
        var size = seed % 6 == 5 ? SeedSize.Team : SeedSize.Small;

        var world = SeedWorld.Create(size, seed * 7_919, Worlds.Base);

        var xml = world.Revisions().Select(one => one.Revision.Xml).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(() => xml.ForEach(text => XDocument.Parse(text)), Throws.Nothing);
            Assert.That(world.MainPackage.Components, Is.EqualTo(40));
            Assert.That(world.MainPackage.Connections, Is.EqualTo(5));
            Assert.That(world.Secrets.Select(secret => secret.Value), Is.Unique);
            Assert.That(world.Accounts.Select(account => account.Id), Is.Unique);
            Assert.That(world.DevAccounts.Sum(account => account.Components.Count), size == SeedSize.Team ? Is.EqualTo(2_000) : Is.GreaterThan(80));
            Assert.That(world.Revisions().Max(one => one.Revision.ModifiedAt), Is.LessThan(Worlds.Base));
        });
    }

    private static string Fingerprint(SeedWorld world) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(world)));

    private static IEnumerable<string> Ids(SeedWorld world) =>
        world.Accounts.Select(account => account.Id).Concat(world.Accounts.SelectMany(account => account.Components).Select(component => component.Id));
}

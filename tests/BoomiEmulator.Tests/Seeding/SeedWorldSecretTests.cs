using System.Xml.Linq;
using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

public sealed class SeedWorldSecretTests
{
    private static readonly string[] ListedNames =
    [
        "password", "host", "url", "port", "EncryptedValue", "apiKey", "apiToken", "secretKey", "clientSecret", "connectionString", "jdbcUrl", "privateKey",
        "keystorePassword", "proxyPassword",
    ];

    [Test]
    public void Secrets_EveryOne_StandsOnceInTheWorldAndInItsComponent([Values] SeedSize size)
    {
        var world = Worlds.Of(size);
        var all = string.Join('\n', world.Revisions().Select(one => one.Revision.Xml));
        var documents = world.Revisions()
            .GroupBy(one => (one.Account.Id, one.Component.Id))
            .ToDictionary(group => group.Key, group => string.Concat(group.Select(one => one.Revision.Xml)));
        var values = world.Secrets.Select(secret => secret.Value).Concat(world.LookAlikes.Select(one => one.Value)).ToList();

        Assert.That(values, Is.Unique);
        Assert.Multiple(() =>
        {
            Assert.That(world.Secrets.Where(secret => !documents[(secret.AccountId, secret.ComponentId)].Contains(secret.Value, StringComparison.Ordinal)), Is.Empty);
            Assert.That(world.LookAlikes.Where(one => !documents[(one.AccountId, one.ComponentId)].Contains(one.Value, StringComparison.Ordinal)), Is.Empty);
            Assert.That(Occurrences(all, "canary-"), Is.EqualTo(world.Secrets.Count(secret => secret.Place != SecretPlace.HashLike)));
            Assert.That(Occurrences(all, "keep-"), Is.EqualTo(world.LookAlikes.Count));
        });
    }

    [Test]
    public void Secrets_ByAccount_CarryTheirWord([Values] SeedSize size)
    {
        var world = Worlds.Of(size);

        Assert.Multiple(() =>
        {
            foreach (var secret in world.Secrets.Where(secret => secret.Place != SecretPlace.HashLike))
                Assert.That(secret.Value, Does.Contain(secret.AccountId == world.PrimaryAccountId ? "canary-vault-" : "canary-"));

            foreach (var secret in world.Secrets.Where(secret => secret.Place == SecretPlace.HashLike))
                Assert.That(secret.Value, Does.Match("^[0-9a-f]{128}$"));
        });
    }

    [Test]
    public void Secrets_OfTheMainPackage_CoverEveryListedNameInEveryKindOfEntry()
    {
        var world = Worlds.Of(SeedSize.Small);
        var promoted = PromotedSecrets(world);

        Assert.Multiple(() =>
        {
            foreach (var place in new[] { SecretPlace.ElementText, SecretPlace.EntryById, SecretPlace.EntryByName, SecretPlace.EntryByKey })
                Assert.That(promoted.Where(secret => secret.Place == place).Select(secret => secret.Name), Is.SupersetOf(ListedNames), place.ToString());

            Assert.That(promoted.Select(secret => secret.Place).Distinct(), Is.EquivalentTo(Enum.GetValues<SecretPlace>()));
        });
    }

    [Test]
    public void Secrets_OfTheMainPackage_StandInEveryTypeThatCanCarryThem()
    {
        var world = Worlds.Of(SeedSize.Small);
        var types = world.FirstDev().Components.ToDictionary(component => component.Id, component => component.Type, StringComparer.Ordinal);

        var carrying = PromotedSecrets(world).Select(secret => types[secret.ComponentId]).Distinct(StringComparer.Ordinal);

        Assert.That(carrying, Is.EquivalentTo(new[] { "process", "connector-action", "tradingpartner", "certificate", "certificate.pgp", "processproperty" }));
    }

    [Test]
    public void Secrets_EveryPlace_IsWhatTheLedgerSays([Values] SeedSize size)
    {
        var world = Worlds.Of(size);
        var documents = world.Revisions()
            .GroupBy(one => (one.Account.Id, one.Component.Id))
            .ToDictionary(group => group.Key, group => group.Select(one => XDocument.Parse(one.Revision.Xml)).ToList());

        Assert.That(world.Secrets.Where(secret => !documents[(secret.AccountId, secret.ComponentId)].Exists(document => StandsThere(document, secret))), Is.Empty);
    }

    [Test]
    public void LookAlikes_OfTheMainPackage_IncludeTheNamedOnes()
    {
        var world = Worlds.Of(SeedSize.Small);
        var manifest = Worlds.MainPackageOf(world).Manifest.Select(entry => entry.ComponentId).ToHashSet(StringComparer.Ordinal);
        var types = world.FirstDev().Components.ToDictionary(component => component.Id, component => component.Type, StringComparer.Ordinal);

        var names = world.LookAlikes.Where(one => one.AccountId == world.MainPackage.AccountId && manifest.Contains(one.ComponentId)).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(names.Select(one => one.Name), Is.SupersetOf(new[] { "keyField", "monkey", "keyElement", "host" }));
            Assert.That(names.Where(one => one.Name == "host").Select(one => types[one.ComponentId]), Is.All.EqualTo("processproperty"));
        });
    }

    private static List<PlantedSecret> PromotedSecrets(SeedWorld world)
    {
        var types = world.FirstDev().Components.ToDictionary(component => component.Id, component => component.Type, StringComparer.Ordinal);
        var manifest = Worlds.MainPackageOf(world).Manifest.Select(entry => entry.ComponentId).Where(id => types[id] != "connector-settings").ToHashSet(StringComparer.Ordinal);
        return [.. world.Secrets.Where(secret => secret.AccountId == world.MainPackage.AccountId && manifest.Contains(secret.ComponentId))];
    }

    private static bool StandsThere(XDocument document, PlantedSecret secret) => document.Descendants().Any(element => secret.Place switch
    {
        SecretPlace.ElementText => element.Name.LocalName == secret.Name && element.Value == secret.Value,
        SecretPlace.EntryById => Entry(element, "id", secret),
        SecretPlace.EntryByName => Entry(element, "name", secret),
        SecretPlace.EntryByKey => Entry(element, "key", secret),
        SecretPlace.PasswordType => (string?)element.Attribute("type") == "password" && (string?)element.Attribute("value") == secret.Value,
        SecretPlace.HashLike => Entry(element, "id", secret),
        SecretPlace.EncryptedPath => element.Name.LocalName == "encryptedValue" && (string?)element.Attribute("path") == secret.Name,
        _ => false,
    });

    private static bool Entry(XElement element, string naming, PlantedSecret secret) =>
        element.Name.LocalName is "field" or "property" or "properties" && (string?)element.Attribute(naming) == secret.Name && (string?)element.Attribute("value") == secret.Value;

    private static int Occurrences(string text, string word) => text.Split(word).Length - 1;
}

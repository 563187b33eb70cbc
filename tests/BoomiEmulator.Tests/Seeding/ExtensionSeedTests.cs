using System.Text.Json.Nodes;
using BoomiEmulator.Extensions;
using BoomiEmulator.Seeding;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Tests.Seeding;

public sealed class ExtensionSeedTests
{
    private readonly World _world = new(new EmulatorSettings(new EmulatorOptions()), TimeProvider.System, seed: 1);

    [Test]
    public void Load_EveryClientEnvironment_ShowsWhatTheFinancePackDeclares([Values] SeedSize size)
    {
        var seed = Worlds.Of(size);

        SeedLoader.Load(seed, _world);

        foreach (var client in seed.Clients)
        {
            foreach (var environment in new[] { client.Test, client.Production })
            {
                var set = _world.Extensions(client.AccountId, environment.EnvironmentId);
                Assert.That(set.Declared.Of(ExtensionSection.Connections).Select(item => item.Name), Is.EquivalentTo(new[] { "Bank files", "Ledger database" }));
                Assert.That(set.Declared.Of(ExtensionSection.ProcessProperties).Single().Fields.Where(field => field.Encrypted).Select(field => field.Id), Is.EqualTo(new[] { "finance-passphrase" }));
                Assert.That(set.Declared.Maps, Has.Count.EqualTo(1));
                foreach (var item in set.Declared.Items.Where(item => item.Fields.Count > 0))
                    Assert.That(item.Fields.Select(field => set.Value(item.Section, item.Id, field.Id)?.Value), Has.None.Null, item.Name);
            }
        }
    }

    [Test]
    public void Create_GoldenRecords_NameWhatIsThere()
    {
        var seed = Worlds.Of(SeedSize.Small);

        var environments = seed.Clients.SelectMany(client => new[] { client.Test.EnvironmentId, client.Production.EnvironmentId }).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(seed.ClientConfigs.Where(config => config.IsActive).Select(config => config.SsoGroup), Is.EqualTo(new[] { SeedGroups.DevTeam(0), SeedGroups.DevTeam(1) }));
            Assert.That(seed.ClientConfigs.Select(config => (config.Fields()["clientAccountId"], config.Fields()["ssoGroupId"])), Is.Unique);
            Assert.That(seed.ExtensionAccess.Select(access => access.EnvironmentId).Distinct(), Is.EquivalentTo(environments));
            Assert.That(seed.ExtensionAccess.Select(access => access.Fields()["isConnectionExtension"]).Distinct(), Is.EquivalentTo(new[] { "true", "false" }));
            Assert.That(seed.ExtensionAccess.Select(access => access.ComponentId).Distinct(), Is.SubsetOf(seed.Primary.Components.Select(component => component.Id)));
            Assert.That(seed.ExtensionAccess[0].Fields()["authorizedSsoGroups"], Is.EqualTo($"[\"{SeedGroups.DevTeam(0)}\"]"));
        });
    }

    [TestCase(50, 20)]
    [TestCase(4, 0)]
    public void SizedExtensions_SetsExactlySoMany_AndNoneShows(int secrets, int plain)
    {
        var seed = Worlds.Of(SeedSize.Small);
        SeedLoader.Load(seed, _world);

        var values = SizedExtensions.AddTo(_world, seed, secrets, plain);

        foreach (var client in seed.Clients)
        {
            var here = values.Where(value => value.AccountId == client.AccountId && value.EnvironmentId == client.Production.EnvironmentId).ToList();
            Assert.That(here.Count(value => value.IsSecret && value.Section != ExtensionSection.Connections), Is.EqualTo(secrets));
            Assert.That(here.Count(value => value.Section == ExtensionSection.ProcessProperties && !value.IsSecret), Is.EqualTo(plain));
            var set = _world.Extensions(client.AccountId, client.Production.EnvironmentId);
            var json = System.Text.Encoding.UTF8.GetString(JsonAnswer.Write(ExtensionAnswer.Write(set), new EmulatorSwitches()).Span);
            Assert.That(json, Does.Not.Contain("hidden-"));
            foreach (var value in here)
            {
                var stored = set.Value(value.Section, value.ItemId, value.FieldId, value.Section == ExtensionSection.TradingPartners ? "as2" : string.Empty);
                Assert.That(stored?.Value, Is.EqualTo(value.IsSecret ? SecretMask.Hash(value.Value) : value.Value), value.FieldId);
            }
        }
    }

    [Test]
    public void SizedExtensions_WholeBodySentBack_LeavesEverySecret()
    {
        var seed = Worlds.Of(SeedSize.Small);
        SeedLoader.Load(seed, _world);
        SizedExtensions.AddTo(_world, seed, 50, 10);
        var (account, environment) = (seed.Clients[0].AccountId, seed.Clients[0].Production.EnvironmentId);
        var before = _world.ExtensionValues(account);
        var body = (JsonObject)JsonNode.Parse(JsonAnswer.Write(ExtensionAnswer.Write(_world.Extensions(account, environment)), new EmulatorSwitches()).Span)!;
        body["partial"] = true;

        _world.UpdateExtensions(account, environment, body);

        Assert.That(_world.ExtensionValues(account), Is.EquivalentTo(before));
    }
}

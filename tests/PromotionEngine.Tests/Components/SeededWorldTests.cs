using BoomiEmulator.Seeding;
using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

/// <summary>
/// The seeded world is made without this code: it says what it planted where, what only looks like a secret, and what refers to what.
/// </summary>
public sealed class SeededWorldTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Apply_EveryRevisionOfATeam_LosesWhatWasPlantedAndKeepsTheRest()
    {
        var world = SeedWorld.Create(SeedSize.Team, 20261120, Now);
        var secrets = world.Secrets.ToLookup(secret => (secret.AccountId, secret.ComponentId), secret => secret.Value);
        var lookAlikes = world.LookAlikes.ToLookup(value => (value.AccountId, value.ComponentId), value => value.Value);
        var (transformed, stripped) = (0, 0);

        foreach (var account in world.DevAccounts)
        {
            var map = account.Components.Select((component, index) => (component.Id, New: $"99999999-0000-4000-9999-{index:d12}"))
                .ToDictionary(pair => pair.Id, pair => pair.New, StringComparer.OrdinalIgnoreCase);
            var ids = map.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
            var plan = Sample.Create() with { IdMap = map, KnownIds = ids };
            foreach (var component in account.Components)
            {
                foreach (var revision in component.Revisions)
                {
                    var source = ComponentDocument.Parse(revision.Xml);
                    var result = DocumentTransform.Apply(source, plan);
                    var where = $"{component.Name} ({component.Type}) version {revision.Version} of {account.Name}";
                    var planted = secrets[(account.Id, component.Id)].Where(value => revision.Xml.Contains(value, StringComparison.Ordinal)).ToList();
                    Assert.That(planted.Where(value => result.Xml.Contains(value, StringComparison.Ordinal)), Is.Empty, where);
                    Assert.That(
                        lookAlikes[(account.Id, component.Id)].Where(value => revision.Xml.Contains(value, StringComparison.Ordinal) && !result.Xml.Contains(value, StringComparison.Ordinal)),
                        Is.Empty,
                        where);
                    Assert.That(LeakCheck.FindForbidden(result.Xml, ids, result.StrippedValues), Is.Empty, where);
                    Assert.That(result.UnresolvedKnownIds, Is.Empty, where);
                    Assert.That(
                        ReferenceScanner.FindGuids(source).Where(id => ids.Contains(id) && !string.Equals(id, component.Id, StringComparison.OrdinalIgnoreCase)),
                        Is.EquivalentTo(revision.References),
                        where);
                    transformed++;
                    stripped += planted.Count;
                }
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(transformed, Is.GreaterThan(2_000));
            Assert.That(stripped, Is.GreaterThan(100));
        });
    }
}

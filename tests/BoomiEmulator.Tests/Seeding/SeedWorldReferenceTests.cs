using System.Text.RegularExpressions;
using System.Xml.Linq;
using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

public sealed partial class SeedWorldReferenceTests
{
    [Test]
    public void References_EveryRevision_AreTheAccountsIdsInItsAttributesAndTexts([Values] SeedSize size)
    {
        var world = Worlds.Of(size);
        var known = world.Accounts.ToDictionary(account => account.Id, account => account.Components.Select(component => component.Id).ToHashSet(StringComparer.Ordinal));
        Assert.Multiple(() =>
        {
            foreach (var (account, component, revision) in world.Revisions())
            {
                var found = TextsOf(revision.Xml).SelectMany(text => Guids().Matches(text)).Select(match => match.Value).Distinct(StringComparer.Ordinal);
                Assert.That(revision.References, Is.EquivalentTo(found.Where(known[account.Id].Contains).Where(id => id != component.Id)), $"{account.Name}/{component.Name}");
            }
        });
    }

    [Test]
    public void References_ThoseNamedForComponents_ResolveInsideTheAccount([Values] SeedSize size)
    {
        string[] carriers =
        [
            "connectionId", "operationId", "mapId", "processId", "profileId", "fromProfile", "toProfile", "requestProfile", "responseProfile", "componentId", "docCache",
            "crossRefTableId", "tpGroupId", "partnerId", "certId", "queueId", "sharedCommunicationId", "organizationId", "encryptAlias", "clientsslalias", "sourceApiId",
        ];
        var resolved = new HashSet<string>(StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            foreach (var account in Worlds.Of(size).Accounts)
            {
                var known = account.Components.Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
                foreach (var component in account.Components)
                {
                    foreach (var attribute in XDocument.Parse(component.Xml).Descendants().Attributes().Where(one => one.Value.Length > 0 && carriers.Contains(one.Name.LocalName)))
                    {
                        Assert.That(known, Does.Contain(attribute.Value), $"{account.Name}/{component.Name}: {attribute.Name}");
                        resolved.Add(attribute.Name.LocalName);
                    }
                }
            }
        });
        Assert.That(resolved, Is.SupersetOf(carriers.Except(["clientsslalias"], StringComparer.Ordinal)));
    }

    [Test]
    public void References_HiddenOnes_AreThere()
    {
        var account = Worlds.Of(SeedSize.Small).FirstDev();
        var known = account.Components.Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
        var nodes = account.Components.SelectMany(component => XDocument.Parse(component.Xml).DescendantNodes()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(nodes.OfType<XCData>().Count(node => Guids().Matches(node.Value).Any(match => known.Contains(match.Value))), Is.GreaterThan(1), "in CDATA");
            Assert.That(nodes.OfType<XComment>().Count(node => Guids().Matches(node.Value).Any(match => known.Contains(match.Value))), Is.EqualTo(1), "in a comment");
            Assert.That(nodes.OfType<XText>().Any(node => node is not XCData && known.Contains(node.Value)), Is.True, "as a text");
            Assert.That(Values(nodes, "propertyId").Any(value => value.StartsWith("definedprocess.", StringComparison.Ordinal)), Is.True);
            Assert.That(Values(nodes, "processRouteId").Single(), Does.StartWith("resource::rout:"));
            Assert.That(Values(nodes, "parameter-profile").Any(value => Guids().Count(value) == 2), Is.True);
            Assert.That(nodes.OfType<XElement>().Where(element => element.Name == "ConnectionOverride").Select(element => (string)element.Attribute("id")!), Is.Not.Empty.And.SubsetOf(known));
        });
    }

    [Test]
    public void Packages_EveryManifest_IsTheClosureOverTheVersionsItFroze([Values] SeedSize size)
    {
        Assert.Multiple(() =>
        {
            foreach (var account in Worlds.Of(size).Accounts)
            {
                var byId = account.Components.ToDictionary(component => component.Id, StringComparer.Ordinal);
                foreach (var package in account.Packages)
                {
                    var frozen = package.Manifest.ToDictionary(entry => entry.ComponentId, entry => byId[entry.ComponentId].Revisions[entry.Version - 1], StringComparer.Ordinal);
                    var where = $"{account.Name}/{byId[package.ComponentId].Name} {package.Version}";
                    Assert.That(Walk(package.ComponentId, id => frozen[id].References), Is.EquivalentTo(frozen.Keys), where);
                    Assert.That(frozen.Values.Select(revision => revision.ModifiedAt), Is.All.LessThan(package.CreatedAt), where);
                    Assert.That(package.Manifest[0], Is.EqualTo(new SeedPackageEntry(package.ComponentId, package.ComponentVersion)), where);
                }
            }
        });
    }

    private static List<string> Walk(string root, Func<string, IReadOnlyList<string>> references)
    {
        var reached = new List<string> { root };
        for (var at = 0; at < reached.Count; at++)
            reached.AddRange(references(reached[at]).Except(reached, StringComparer.Ordinal).ToList());

        return reached;
    }

    private static IEnumerable<string> Values(List<XNode> nodes, string attribute) =>
        nodes.OfType<XElement>().Select(element => (string?)element.Attribute(attribute)).OfType<string>();

    private static IEnumerable<string> TextsOf(string xml)
    {
        var document = XDocument.Parse(xml);
        return document.DescendantNodes().OfType<XText>().Select(text => text.Value).Concat(document.Descendants().Attributes().Select(attribute => attribute.Value));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guids();
}

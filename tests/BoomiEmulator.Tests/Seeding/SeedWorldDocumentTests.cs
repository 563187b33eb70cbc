using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.Seeding;

namespace BoomiEmulator.Tests.Seeding;

public sealed class SeedWorldDocumentTests
{
    private static readonly XNamespace Bns = "http://api.platform.boomi.com/";

    [Test]
    public void Xml_EveryRevision_IsAWellFormedComponentDocument([Values] SeedSize size)
    {
        Assert.Multiple(() =>
        {
            foreach (var (account, component, revision) in Worlds.Of(size).Revisions())
            {
                var root = Parse(revision.Xml).Root!;
                var where = $"{account.Name}/{component.Name} v{revision.Version}";
                Assert.That(root.Name, Is.EqualTo(Bns + "Component"), where);
                Assert.That((string?)root.Attribute("name"), Is.EqualTo(component.Name), where);
                Assert.That((string?)root.Attribute("type"), Is.EqualTo(component.Type), where);
                Assert.That((string?)root.Attribute("subType"), Is.EqualTo(component.SubType), where);
                Assert.That((string?)root.Attribute("folderId"), Is.EqualTo(component.FolderId), where);
                Assert.That(root.Attributes().Count(attribute => !attribute.IsNamespaceDeclaration), Is.EqualTo(component.SubType is null ? 3 : 4), where);
                Assert.That(root.Element(Bns + "object")!.Elements().Count(), Is.EqualTo(1), where);
                Assert.That(root.Element(Bns + "object")!.Elements().Single().Name.NamespaceName, Is.Empty, where);
                Assert.That(root.Element(Bns + "processOverrides") is not null, Is.EqualTo(component.Type == "process"), where);
            }
        });
    }

    [Test]
    public void Xml_EveryEncryptedPath_PointsAtSomething([Values] SeedSize size)
    {
        var paths = 0;
        Assert.Multiple(() =>
        {
            foreach (var (account, component, revision) in Worlds.Of(size).Revisions())
            {
                var document = new XmlDocument { XmlResolver = null };
                document.LoadXml(revision.Xml);
                var names = new XmlNamespaceManager(document.NameTable);
                names.AddNamespace("bns", Bns.NamespaceName);
                foreach (XmlElement listed in document.SelectNodes("//bns:encryptedValue", names)!)
                {
                    paths++;
                    Assert.That(document.SelectNodes(listed.GetAttribute("path"))!.Count, Is.GreaterThan(0), $"{account.Name}/{component.Name}: {listed.GetAttribute("path")}");
                }
            }
        });
        Assert.That(paths, Is.GreaterThan(10));
    }

    [Test]
    public void Components_EveryTypeOfThePlatform_OccursInTheFirstDevAccount()
    {
        string[] platformTypes =
        [
            "certificate", "certificate.pgp", "connector-action", "connector-settings", "crossref", "customlibrary", "documentcache", "flowservice", "process",
            "processproperty", "processroute", "profile.db", "profile.edi", "profile.flatfile", "profile.json", "profile.xml", "queue", "script.mapping",
            "script.processing", "tpcommoptions", "tpgroup", "tporganization", "tradingpartner", "transform.function", "transform.map", "webservice",
            "webservice.external", "xslt",
        ];

        var present = Worlds.Of(SeedSize.Small).FirstDev().Components.Select(component => component.Type).Distinct(StringComparer.Ordinal);

        Assert.That(present, Is.EquivalentTo(platformTypes));
    }

    [Test]
    public void Components_Processes_UseTheShapesThatRealOnesUse()
    {
        var shapes = Worlds.Of(SeedSize.Small).FirstDev().Components
            .Where(component => component.Type == "process")
            .SelectMany(component => Parse(component.Xml).Descendants("shape"))
            .Select(shape => (string)shape.Attribute("shapetype")!)
            .Distinct(StringComparer.Ordinal);

        Assert.That(
            shapes,
            Is.SupersetOf(new[]
            {
                "start", "connectoraction", "map", "decision", "dataprocess", "processcall", "returndocuments", "stop", "notify", "documentproperties",
                "catcherrors", "processroute", "doccacheload",
            }));
    }

    [Test]
    public void Components_Processes_LeadEveryShapeToAShapeThatExists([Values] SeedSize size)
    {
        Assert.Multiple(() =>
        {
            foreach (var component in Worlds.Of(size).Accounts.SelectMany(account => account.Components).Where(component => component.Type == "process"))
            {
                var shapes = Parse(component.Xml).Descendants("shape").ToList();
                var names = shapes.ConvertAll(shape => (string)shape.Attribute("name")!);
                var targets = shapes.SelectMany(shape => shape.Descendants("dragpoint")).Select(point => (string)point.Attribute("toShape")!).ToList();
                Assert.That(names, Is.Unique, component.Name);
                Assert.That(targets, Is.SubsetOf(names), component.Name);
                Assert.That(targets.Append("shape1").Distinct(StringComparer.Ordinal), Is.EquivalentTo(names), $"{component.Name} has shapes that nothing leads to");
            }
        });
    }

    [Test]
    public void Folders_EveryAccount_FormATreeAndHoldTheComponents([Values] SeedSize size)
    {
        Assert.Multiple(() =>
        {
            foreach (var account in Worlds.Of(size).Accounts)
            {
                var byId = account.Folders.ToDictionary(folder => folder.Id, StringComparer.Ordinal);
                Assert.That(account.Folders[0].ParentId, Is.Null);
                foreach (var folder in account.Folders.Skip(1))
                    Assert.That(folder.FullPath, Is.EqualTo($"{byId[folder.ParentId!].FullPath}/{folder.Name}"));

                foreach (var component in account.Components)
                    Assert.That(byId[component.FolderId].FullPath, Is.EqualTo(component.FolderPath));
            }
        });
    }

    private static XDocument Parse(string xml)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        return XDocument.Load(reader);
    }
}

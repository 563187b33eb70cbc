using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Components;
using PromotionEngine.Tests.Components.Generated;
using Version = PromotionEngine.Tests.Components.Generated.Version;

namespace PromotionEngine.Tests.Components;

/// <summary>Documents made to hurt: each ends in a result or in a named error, and soon.</summary>
public sealed class HostileDocumentTests
{
    private const int Large = 2 * 1024 * 1024;

    [Test]
    public void Everything_OnADamagedDocument_EndsInAResultOrANamedError()
    {
        var damage =
            from component in Generator.Components.Generator
            from position in Gen.Choose(0, 10_000)
            from length in Gen.Choose(0, 12)
            from inserted in Gen.Elements("", "<", ">", "&", "\"", "'", "]]>", "-->", "<!--", "<![CDATA[", "<!DOCTYPE a>", "&#x;", "&#xD800;", "\uD800", "\0", "/", "=", "<?", ":", "xmlns=''")
            select Damaged(component.Write(Version.Source), position, length, inserted);

        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20261121, 5),
            Prop.ForAll(Arb.From(damage), (string xml) => RunsOrIsNamed(xml)));
    }

    [TestCase("<a {0}/>", " n{1}='v'")]
    [TestCase("<a>{0}</a>", "<n{1}/>")]
    [TestCase("<a>{0}</a>", "<n/>")]
    [TestCase("<a>{0}</a>", "&#45;&#x41;")]
    [TestCase("<a>{0}</a>", "-")]
    [TestCase("<a>{0}</a>", "1d0f6a3e-1111-4aaa-8bbb-0123456789ab-")]
    [TestCase("<a>{0}</a>", "<![CDATA[1d0f6a3e-]]>")]
    [TestCase("<a>{0}</a>", "<field id='url' value='dev{1}'/>")]
    [TestCase("<password>{0}</password>", "<!--x-->y")]
    [TestCase("<a>{0}</a>", "<listed id='{1}' value='x'/>")]
    [TestCase("<a id='{0}'><url>x</url></a>", "long")]
    public void Everything_OnALargeMonotonousDocument_EndsSoon(string frame, string repeated)
    {
        var text = new StringBuilder(Large);
        for (var i = 0; text.Length < Large; i++)
        {
            text.Append(repeated.Replace("{1}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        var listed = string.Concat(Enumerable.Range(0, 1_000).Select(i => Sample.Encrypted($"//a//listed[@id='{i}x']/@value")));
        ReadsSoon(Sample.Component(frame.Replace("{0}", text.ToString(), StringComparison.Ordinal), encryptedValues: repeated.Contains("listed", StringComparison.Ordinal) ? listed : string.Empty));
    }

    [Test]
    public void Everything_OnDeepNestingWithLongIdentities_EndsSoon()
    {
        var open = string.Concat(Enumerable.Range(0, 250).Select(_ => $"<a id='{new string('i', 10_000)}'>"));
        var close = string.Concat(Enumerable.Repeat("</a>", 250));

        EndsSoon(Sample.Component($"{open}{string.Concat(Enumerable.Repeat("<url>x</url>", 15_000))}{close}"));
    }

    [Test]
    public void Everything_OnALongEncryptedPath_EndsSoon()
        => EndsSoon(Sample.Component("<a/>", encryptedValues: Sample.Encrypted(string.Concat(Enumerable.Repeat("//a", 500_000)))));

    [Test]
    public void Parse_TooManyAttributes_IsRefused()
    {
        static string With(int count) => Sample.Component($"<!-- '<a --><![CDATA['<]]><a {string.Concat(Enumerable.Range(0, count).Select(i => $" n{i}='>'"))}/>");

        Assert.Multiple(() =>
        {
            Assert.That(() => ComponentDocument.Parse(With(256)), Throws.Nothing);
            Assert.That(
                () => ComponentDocument.Parse(With(257)),
                Throws.TypeOf<ComponentXmlException>().With.Property(nameof(ComponentXmlException.Problem)).EqualTo(ComponentXmlProblem.TooLarge));
        });
    }

    private static void EndsSoon(string xml) => EndsSoon(() => RunsOrIsNamed(xml));

    private static void ReadsSoon(string xml) => EndsSoon(() => ReadsOrIsNamed(xml));

    private static void EndsSoon(Func<bool> work)
        => Assert.That(Task.Run(work).Wait(TimeSpan.FromSeconds(60)), Is.True, "It should have ended by now.");

    private static bool ReadsOrIsNamed(string xml)
    {
        try
        {
            var result = DocumentTransform.Apply(ComponentDocument.Parse(xml), Sample.Create());
            return !LeakCheck.FindForbidden(result.Xml, new HashSet<string>(), result.StrippedValues).Any(leak => leak.Kind == ForbiddenKind.DevId);
        }
        catch (ComponentXmlException)
        {
            return true;
        }
    }

    private static string Damaged(string xml, int position, int length, string inserted)
    {
        var at = position % xml.Length;
        return string.Concat(xml.AsSpan(0, at), inserted, xml.AsSpan(Math.Min(xml.Length, at + length)));
    }

    private static bool RunsOrIsNamed(string xml)
    {
        try
        {
            var document = ComponentDocument.Parse(xml);
            var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Sample.DevA, Ids.Dev[0] };
            _ = ReferenceScanner.Find(document, known);
            var result = DocumentTransform.Apply(document, Sample.Create() with { Production = ProductionValues.Read(document) });
            _ = ComponentDocument.Parse(result.Xml);
            _ = LeakCheck.FindForbidden(result.Xml, known, result.StrippedValues);
            _ = CanonicalForm.Canonical(SecretMask.Apply(xml));
            return CanonicalForm.EqualIgnoringMasked(xml, xml);
        }
        catch (ComponentXmlException)
        {
            return true;
        }
    }
}

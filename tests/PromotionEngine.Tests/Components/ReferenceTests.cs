using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class ReferenceTests
{
    [TestCase("<a id='{0}'/>")]
    [TestCase("<a id=\"x {0},y\"/>")]
    [TestCase("<a>{0}</a>")]
    [TestCase("<a>({0})</a>")]
    [TestCase("<a><![CDATA[def id = '{0}' // {0}]]></a>")]
    [TestCase("<a>&lt;b id=&quot;{0}&quot;/&gt;</a>")]
    [TestCase("<?tool {0}?>")]
    [TestCase("<a><x>{0}</x>text<y/></a>")]
    [TestCase("<a\n  id\t=\r\n '{0}'\n/>")]
    public void Apply_WholeTokenAnywhereButInAComment_IsReplaced(string shape)
    {
        var content = Fill(shape, Sample.DevA);
        Assert.Multiple(() =>
        {
            Assert.That(Sample.TransformContent(content), Is.EqualTo(Fill(shape, Sample.ProdA)));
            Assert.That(ReferenceScanner.Find(Parse(content), new HashSet<string> { Sample.DevA }), Is.EqualTo(new[] { Sample.DevA }));
        });
    }

    [TestCase("<a>a{0}</a>")]
    [TestCase("<a>{0}0</a>")]
    [TestCase("<a>-{0}</a>")]
    [TestCase("<a>{0}-</a>")]
    [TestCase("<a x='F{0}'/>")]
    [TestCase("<a>&#97;{0}</a>")]
    [TestCase("<a>{0}&#x2D;</a>")]
    [TestCase("<!-- {0} -->")]
    public void Apply_PartOfALongerTokenOrComment_Stays(string shape)
    {
        var content = Fill(shape, Sample.DevA);
        Assert.Multiple(() =>
        {
            Assert.That(Sample.TransformContent(content), Is.EqualTo(content));
            Assert.That(ReferenceScanner.FindGuids(Parse(content)), Is.Empty);
        });
    }

    [Test]
    public void Apply_UpperCase_IsReplaced()
        => Assert.That(Sample.TransformContent($"<a id='{Sample.DevA.ToUpperInvariant()}'/>"), Is.EqualTo($"<a id='{Sample.ProdA}'/>"));

    [Test]
    public void Apply_SpelledWithReferences_IsReplaced()
    {
        var spelled = Sample.DevA.Replace("-", "&#x2d;", StringComparison.Ordinal).Replace("1d", "&#49;d", StringComparison.Ordinal);

        Assert.That(Sample.TransformContent($"<a x='&#60;{spelled} &amp;'>é {spelled}</a>"), Is.EqualTo($"<a x='&#60;{Sample.ProdA} &amp;'>é {Sample.ProdA}</a>"));
    }

    [Test]
    public void Apply_InstructionWithAmpersand_IsLeftAlone()
        => Assert.That(Sample.TransformContent($"<?x &#zz & &#; {Sample.DevA}?>"), Is.EqualTo($"<?x &#zz & &#; {Sample.ProdA}?>"));

    [Test]
    public void Apply_IdsThatMapToEachOther_AreEachReplacedOnce()
    {
        var plan = Sample.Create() with { IdMap = new Dictionary<string, string> { [Sample.DevA] = Sample.DevB, [Sample.DevB] = Sample.DevA } };

        Assert.That(
            Sample.TransformContent($"<a x='{Sample.DevA}' y='{Sample.DevB}'>{Sample.DevA} {Sample.DevB}</a>", plan: plan),
            Is.EqualTo($"<a x='{Sample.DevB}' y='{Sample.DevA}'>{Sample.DevB} {Sample.DevA}</a>"));
    }

    [Test]
    public void Apply_Counts_ByIdAsSpelledInTheMap()
    {
        var result = Sample.Transform(Sample.Component($"<a x='{Sample.DevA.ToUpperInvariant()}'>{Sample.DevA}</a><b>{Sample.DevB}</b><!-- {Sample.DevB} -->"));

        Assert.Multiple(() =>
        {
            Assert.That(result.ReferencesRewritten, Is.EqualTo(3));
            Assert.That(result.RewritesById, Is.EquivalentTo(new Dictionary<string, int>(StringComparer.Ordinal) { [Sample.DevA] = 2, [Sample.DevB] = 1 }));
        });
    }

    [Test]
    public void Apply_KnownIdWithoutMapping_IsReportedAndStays()
    {
        const string Unmapped = "3f3f3f3f-3333-4aaa-8bbb-0123456789ab";
        var plan = Sample.Create() with { KnownIds = new HashSet<string> { Unmapped, Sample.DevA } };
        var result = Sample.Transform(Sample.Component($"<a>{Unmapped} {Unmapped.ToUpperInvariant()} {Sample.DevA}</a>"), plan);

        Assert.Multiple(() =>
        {
            Assert.That(result.UnresolvedKnownIds, Is.EqualTo(new[] { Unmapped }));
            Assert.That(result.Xml, Does.Contain(Unmapped));
        });
    }

    [Test]
    public void Apply_LeftOutReference_IsBlankedAndCounted()
    {
        var plan = Sample.Create() with { LeftOut = new HashSet<string> { Sample.DevA } };
        var result = Sample.Transform(Sample.Component($"<call processId=\"{Sample.DevA}\" mapId=\"{Sample.DevB}\"/>"), plan);

        Assert.Multiple(() =>
        {
            Assert.That(Sample.ContentOf(result.Xml), Is.EqualTo($"<call processId=\"\" mapId=\"{Sample.ProdB}\"/>"));
            Assert.That(result.ReferencesLeftOut, Is.EqualTo(1));
            Assert.That(result.UnresolvedKnownIds, Is.Empty);
        });
    }

    [Test]
    public void Apply_IdThatIsNoGuid_IsRefused()
    {
        var noKey = Sample.Create() with { IdMap = new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = Sample.ProdA } };
        var noValue = Sample.Create() with { IdMap = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [Sample.DevA] = "\"><evil/>" } };

        Assert.Multiple(() =>
        {
            Assert.That(() => Sample.TransformContent("<a/>", plan: noKey), Throws.ArgumentException);
            Assert.That(() => Sample.TransformContent($"<a>{Sample.DevA}</a>", plan: noValue), Throws.ArgumentException);
        });
    }

    [Test]
    public void Find_KeepsOrderAndLeavesOutItselfAndStrippedPlaces()
    {
        var document = Parse($"<a x='{Sample.DevB}'>{Sample.Own} {Sample.DevA} {Sample.DevB}</a><password>3f3f3f3f-3333-4aaa-8bbb-0123456789ab</password>");
        var known = new HashSet<string> { Sample.DevA, Sample.DevB.ToUpperInvariant(), Sample.Own, "3f3f3f3f-3333-4aaa-8bbb-0123456789ab" };

        Assert.That(ReferenceScanner.Find(document, known), Is.EqualTo(new[] { Sample.DevB.ToUpperInvariant(), Sample.DevA }));
    }

    [Test]
    public void Find_ReadsProcessOverrides()
    {
        var xml = Sample.Component("<a/>", overrides: $"<bns:processOverrides><Overrides><Connections><ConnectionOverride id='{Sample.DevA}'/></Connections></Overrides></bns:processOverrides>");

        Assert.That(ReferenceScanner.Find(ComponentDocument.Parse(xml), new HashSet<string> { Sample.DevA }), Is.EqualTo(new[] { Sample.DevA }));
    }

    private static string Fill(string shape, string id) => shape.Replace("{0}", id, StringComparison.Ordinal);

    private static ComponentDocument Parse(string content) => ComponentDocument.Parse(Sample.Component(content));
}

using System.Text;
using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class ComponentDocumentTests
{
    private const string Ns = "xmlns:bns=\"http://api.platform.boomi.com/\"";

    [Test]
    public void Parse_RealisticDocument_ReadsTheEnvelope()
    {
        var document = ComponentDocument.Parse(Sample.Component("<process/>", encryptedValues: Sample.Encrypted("//a/@b")));

        Assert.Multiple(() =>
        {
            Assert.That(document.ComponentId, Is.EqualTo(Sample.Own));
            Assert.That(document.Name, Is.EqualTo("Order sync"));
            Assert.That(document.Type, Is.EqualTo("process"));
            Assert.That(document.SubType, Is.Null);
            Assert.That(document.Version, Is.EqualTo(7));
            Assert.That(document.FolderId, Is.EqualTo("Rjo0Mg"));
            Assert.That(document.FolderFullPath, Is.EqualTo("Acme/Orders"));
            Assert.That(document.BranchId, Is.EqualTo("Qjox"));
            Assert.That(document.BranchName, Is.EqualTo("main"));
            Assert.That(document.EncryptedPaths, Is.EqualTo(new[] { "//a/@b" }));
        });
    }

    [TestCase("<Component xmlns=\"http://api.platform.boomi.com/\" type=\"process\"><object/></Component>")]
    [TestCase("<x:Component xmlns:x='http://api.platform.boomi.com/' type='process'><x:object/></x:Component>")]
    [TestCase("\uFEFF<x:Component xmlns:x='http://api.platform.boomi.com/' type='process'/>")]
    public void Parse_OtherPrefixOrByteOrderMark_IsAComponent(string xml)
        => Assert.That(ComponentDocument.Parse(xml).Type, Is.EqualTo("process"));

    [TestCase("<Component type=\"process\"/>")]
    [TestCase("<bns:Component xmlns:bns=\"http://api.platform.boomi.com\"/>")]
    [TestCase("<bns:Folder xmlns:bns=\"http://api.platform.boomi.com/\"/>")]
    public void Parse_AnotherRoot_IsNoComponent(string xml) => Assert.That(ProblemOf(xml), Is.EqualTo(ComponentXmlProblem.NotAComponent));

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("not xml")]
    [TestCase($"<bns:Component {Ns}>")]
    [TestCase($"<bns:Component {Ns}><bns:object></bns:Component>")]
    [TestCase($"<bns:Component {Ns}/><more/>")]
    [TestCase($"<bns:Component {Ns} a='1' a='2'/>")]
    [TestCase($"<bns:Component {Ns}>&undeclared;</bns:Component>")]
    [TestCase($"<bns:Component {Ns}><p:a/></bns:Component>")]
    [TestCase($"<bns:Component {Ns}>\u0001</bns:Component>")]
    [TestCase($"<bns:Component {Ns}>&#0;</bns:Component>")]
    [TestCase($"<bns:Component {Ns}><![CDATA[</bns:Component>")]
    public void Parse_BrokenText_IsMalformed(string xml) => Assert.That(ProblemOf(xml), Is.EqualTo(ComponentXmlProblem.Malformed));

    [TestCase('\uD83D')]
    [TestCase('\uDE00')]
    public void Parse_LoneSurrogate_IsMalformed(char surrogate)
    {
        Assert.Multiple(() =>
        {
            Assert.That(ProblemOf($"<bns:Component {Ns}>{surrogate}</bns:Component>"), Is.EqualTo(ComponentXmlProblem.Malformed));
            Assert.That(ProblemOf($"<bns:Component {Ns} name=\"{surrogate}\"/>"), Is.EqualTo(ComponentXmlProblem.Malformed));
            Assert.That(ProblemOf($"<bns:Component {Ns}><![CDATA[{surrogate}]]></bns:Component>"), Is.EqualTo(ComponentXmlProblem.Malformed));
        });
    }

    [Test]
    public void Parse_EveryTruncationOfARealisticDocument_IsNamed()
    {
        var xml = Sample.Component("<a b='c'><![CDATA[x]]><!-- y --><?z w?>&amp;</a>");
        for (var length = 0; length < xml.Length; length++)
        {
            Assert.That(() => ComponentDocument.Parse(xml[..length]), Throws.TypeOf<ComponentXmlException>(), $"cut at {length}");
        }
    }

    [TestCase("<!DOCTYPE Component>")]
    [TestCase("<?xml version=\"1.0\"?><!-- <x> --> <!DOCTYPE Component [<!ENTITY a \"b\">]>")]
    [TestCase("<!DOCTYPE Component SYSTEM \"file:///etc/passwd\">")]
    [TestCase("<!DOCTYPE Component [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\"> %p;]>")]
    public void Parse_DocumentType_IsRefused(string prolog)
        => Assert.That(ProblemOf($"{prolog}<bns:Component {Ns}/>"), Is.EqualTo(ComponentXmlProblem.Dtd));

    [Test]
    public void Parse_EntityBomb_IsRefusedQuickly()
    {
        var bomb = new StringBuilder("<!DOCTYPE Component [<!ENTITY e0 \"boom\">");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append($"<!ENTITY e{i} \"&e{i - 1};&e{i - 1};\">");
        }

        bomb.Append($"]><bns:Component {Ns}>&e29;</bns:Component>");

        Assert.That(ProblemOf(bomb.ToString()), Is.EqualTo(ComponentXmlProblem.Dtd));
    }

    [TestCase(257)]
    [TestCase(10_000)]
    [TestCase(1_000_000)]
    public void Parse_NestedTooDeep_IsRefused(int depth)
    {
        var xml = $"<bns:Component {Ns}>{new StringBuilder().Insert(0, "<a>", depth)}{new StringBuilder().Insert(0, "</a>", depth)}</bns:Component>";

        Assert.That(ProblemOf(xml), Is.EqualTo(ComponentXmlProblem.TooDeep));
    }

    [Test]
    public void Parse_AsDeepAsAllowed_IsRead()
    {
        var xml = $"<bns:Component {Ns}>{new StringBuilder().Insert(0, "<a>", 255)}{new StringBuilder().Insert(0, "</a>", 255)}</bns:Component>";

        Assert.That(() => Sample.Transform(xml), Throws.Nothing);
    }

    [Test]
    public void Parse_FiftyMegabytes_IsRefusedWithoutReading()
    {
        var xml = $"<bns:Component {Ns}>{new string('x', 50 * 1024 * 1024)}</bns:Component>";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Multiple(() =>
        {
            Assert.That(ProblemOf(xml), Is.EqualTo(ComponentXmlProblem.TooLarge));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1024 * 1024));
        });
    }

    [Test]
    public void Parse_OwnLimits_Apply()
    {
        var limits = new ComponentXmlLimits { MaxCharacters = 200, MaxDepth = 2 };

        Assert.Multiple(() =>
        {
            Assert.That(() => ComponentDocument.Parse($"<bns:Component {Ns}>{new string('x', 200)}</bns:Component>", limits), Problem(ComponentXmlProblem.TooLarge));
            Assert.That(() => ComponentDocument.Parse($"<bns:Component {Ns}><a><b/></a></bns:Component>", limits), Problem(ComponentXmlProblem.TooDeep));
            Assert.That(() => ComponentDocument.Parse($"<bns:Component {Ns}><a/></bns:Component>", limits), Throws.Nothing);
        });
    }

    [Test]
    public void Parse_Refusal_SaysWhereAndQuotesNothing()
    {
        var refusal = Assert.Throws<ComponentXmlException>(() => ComponentDocument.Parse($"<bns:Component {Ns}>\n<canary>&canary;</canary></bns:Component>"))!;

        Assert.Multiple(() =>
        {
            Assert.That(refusal.Line, Is.EqualTo(2));
            Assert.That(refusal.Column, Is.GreaterThan(0));
            Assert.That(refusal.ToString(), Does.Not.Contain("canary"));
            Assert.That(refusal.InnerException, Is.Null);
        });
    }

    private static ComponentXmlProblem ProblemOf(string xml)
        => Assert.Throws<ComponentXmlException>(() => ComponentDocument.Parse(xml))!.Problem;

    private static NUnit.Framework.Constraints.IResolveConstraint Problem(ComponentXmlProblem problem)
        => Throws.TypeOf<ComponentXmlException>().With.Property(nameof(ComponentXmlException.Problem)).EqualTo(problem);
}

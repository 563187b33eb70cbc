using System.Xml;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class BulkComponentsTests
{
    private const string Inner = "\r\n  <bns:object>\r\n<process xmlns=\"\" b='2'  a=\"1 &gt; 0\"><!-- c --><![CDATA[<x>]]>&#10;\t<e/>\n</process></bns:object><bns:processOverrides />\r\n";

    [Test]
    public void Read_ResultElement_BecomesADocumentWhoseContentIsUntouched()
    {
        var answer = "<?xml version=\"1.0\"?>\r\n<bns:BulkResult xmlns:bns=\"http://api.platform.boomi.com/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<bns:response statusCode=\"200\" id=\"c-1~3\">\n<bns:Result xsi:type=\"bns:Component\" componentId=\"c-1\" version=\"3\" name=\"a &amp; &quot;b&quot; > c\" branchId=\"Qjox\">"
            + Inner + "</bns:Result></bns:response></bns:BulkResult>";

        var entry = BulkComponents.Read(answer).Single();

        Assert.Multiple(() =>
        {
            Assert.That(entry.Xml, Does.Contain(">" + Inner + "</bns:Component>"));
            Assert.That(entry.Xml, Does.Not.Contain("xsi:type"));
            Assert.That(ComponentEnvelope.Read(entry.Xml!), Is.EqualTo(new ComponentEnvelope("c-1", 3, "a & \"b\" > c", string.Empty, string.Empty, "Qjox", string.Empty)));
        });
    }

    [Test]
    public void Read_SeveralEntries_KeepsEachApart()
    {
        var answer = "<BulkResult xmlns=\"http://api.platform.boomi.com/\"><response statusCode=\"200\"><Result componentId=\"a\" version=\"1\"><object/></Result></response>"
            + "<response statusCode=\"400\" id=\"b\" errorMessage=\"ComponentId b is invalid\"/><response statusCode=\"200\"><Result componentId=\"c\" version=\"2\"/></response></BulkResult>";

        var entries = BulkComponents.Read(answer);

        Assert.That(entries.Select(entry => (entry.Envelope?.Id, entry.Status, entry.Error)), Is.EqualTo(new (string?, int, string)[]
        {
            ("a", 200, string.Empty), (null, 400, "ComponentId b is invalid"), ("c", 200, string.Empty),
        }));
        Assert.That(entries.Where(entry => entry.Xml is not null).Select(entry => ComponentEnvelope.Read(entry.Xml!).Id), Is.EqualTo(new[] { "a", "c" }));
    }

    [TestCase("<!DOCTYPE x [<!ENTITY e \"v\">]><BulkResult/>")]
    [TestCase("<BulkResult><response>")]
    public void Read_HostileOrBroken_Throws(string xml) => Assert.That(() => BulkComponents.Read(xml), Throws.InstanceOf<XmlException>());

    [Test]
    public void Read_TooDeep_Throws()
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 600)) + string.Concat(Enumerable.Repeat("</a>", 600));

        Assert.That(() => BulkComponents.Read(xml), Throws.InstanceOf<XmlException>());
    }
}

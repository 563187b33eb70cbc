using PromotionEngine.Boomi;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class ErrorTextTests
{
    [TestCase("""{"@type":"Error","message":"text"}""", "text")]
    [TestCase("""{"error":{"message":"text"}}""", "text")]
    [TestCase("""{"errorMessage":"text"}""", "text")]
    [TestCase("""<?xml version="1.0"?><error><message>text</message></error>""", "text")]
    [TestCase("<error><message>one</message><message>two</message></error>", "one two")]
    [TestCase("<errors><error>text</error></errors>", "text")]
    [TestCase("""<UserMessage id="e" type="error"><Data>Incorrect user name and password combination.</Data></UserMessage>""", "Incorrect user name and password combination.")]
    [TestCase("""<mdm:R xmlns:mdm="m"><mdm:errors><mdm:error>text</mdm:error></mdm:errors></mdm:R>""", "text")]
    [TestCase("<html><body><h2>HTTP ERROR 401</h2><p>Problem accessing /mdm/universes.<br>Reason: UNAUTHORIZED</body></html>", "HTTP ERROR 401 Problem accessing /mdm/universes. Reason: UNAUTHORIZED")]
    [TestCase("  plain\r\n text ", "plain text")]
    [TestCase("{broken", "{broken")]
    [TestCase("", "")]
    public void Read_EachOfTheForms_GivesTheMessage(string body, string message) => Assert.That(ErrorText.Read(body, text => text), Is.EqualTo(message));

    [Test]
    public void Read_LongText_IsCutOnACharacterBoundary()
    {
        var text = ErrorText.Read(new string('x', 499) + "\U0001F600" + new string('y', 1000), text => text);

        Assert.That(text, Is.EqualTo(new string('x', 499)));
    }

    [Test]
    public void Read_DocumentTypeWithEntities_IsNotExpanded()
    {
        var text = ErrorText.Read("""<!DOCTYPE e [<!ENTITY a "boom">]><error><message>&a;</message></error>""", text => text);

        Assert.That(text, Does.Not.Contain("boom boom").And.Contain("&a;"));
    }
}

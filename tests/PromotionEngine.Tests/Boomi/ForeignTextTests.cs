using System.Text;
using PromotionEngine.Boomi;

namespace PromotionEngine.Tests.Boomi;

/// <summary>A secret is taken out of what another system says, in whatever form it quotes it.</summary>
[TestFixture]
public sealed class ForeignTextTests
{
    private const string Secret = "geh\"eim & <4711> ä/wort-das-lang-ist";

    [TestCase("Value geh\"eim & <4711> ä/wort-das-lang-ist is bad.")]
    [TestCase("Value geh\\\"eim & <4711> ä/wort-das-lang-ist is bad.")]
    [TestCase("Value geh\\u0022eim \\u0026 \\u003C4711\\u003E \\u00E4/wort-das-lang-ist is bad.")]
    [TestCase("Value geh\"eim &amp; &lt;4711&gt; ä/wort-das-lang-ist is bad.")]
    [TestCase("Value geh&quot;eim &amp; &lt;4711&gt; &#228;/wort-das-lang-ist is bad.")]
    [TestCase("Value geh%22eim%20%26%20%3C4711%3E%20%C3%A4%2Fwort-das-lang-ist is bad.")]
    public void Hide_AQuotedSecret_IsMasked(string text) => Assert.That(ForeignText.Hide(text, [Secret]), Is.EqualTo("Value ****** is bad."));

    [Test]
    public void Hide_InBase64AndCutAndTwice_IsMasked()
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret));

        Assert.That(ForeignText.Hide($"Sent {base64}.", [Secret]), Does.StartWith("Sent ******").And.Not.Contain(base64[..20]));
        Assert.That(ForeignText.Hide($"Value '{Secret[..20]}...' and '{Secret}'", [Secret]), Is.EqualTo("Value '******...' and '******'"));
    }

    [Test]
    public void Hide_AShortOne_IsMaskedWholeOnlyAndOfTwoTheLongerFirst()
    {
        Assert.That(ForeignText.Hide("abc abcdef ab", ["abcdef", "abc"]), Is.EqualTo("****** ****** ab"));
        Assert.That(ForeignText.Hide("It is a.", ["a", "", " "]), Is.EqualTo("It is a."));
        Assert.That(ForeignText.Hide("It is a.", []), Is.EqualTo("It is a."));
    }
}

using PromotionEngine.Boomi;

namespace PromotionEngine.Tests.Boomi;

/// <summary>An address is the one that was spelled, or none.</summary>
[TestFixture]
public sealed class RequestAddressTests
{
    private const string Root = "https://api.boomi.com/api/rest/v1";

    [TestCase("account/Component/8c7724fa-dfe7-738c-fb8b-c3be552904cd~3")]
    [TestCase("account/Component/a%2Fb%3F%23%5C%25%7B%7D")]
    [TestCase("account/Component/%2e%2e%2f?overrideAccount=..")]
    [TestCase("account/Component/...")]
    [TestCase("account/Component/..%2F")]
    [TestCase("account/Component/%E2%80%AE")]
    public void Of_APathWhoseIdsAreEscaped_IsThatPath(string path) =>
        Assert.That(RequestAddress.Of(Root, path, 100)?.AbsoluteUri, path.Contains("%2e%2e", StringComparison.Ordinal) ? Is.Null.Or.EqualTo($"{Root}/{path}") : Is.EqualTo($"{Root}/{path}"));

    [TestCase("account/Component/..")]
    [TestCase("account/Component/.")]
    [TestCase("../Component/x")]
    [TestCase("account/Component/../x")]
    [TestCase("account/Component/%2e%2e")]
    [TestCase("account/Component/%2E%2E/x")]
    [TestCase("account/Component/.%2e")]
    [TestCase("account/Component/")]
    [TestCase("account//Component")]
    [TestCase("/Component")]
    [TestCase("account/Component/?overrideAccount=x")]
    [TestCase("account/Component/a\\..\\b")]
    [TestCase("account/Component/a b")]
    public void Of_APathThatWouldBeAnother_IsNone(string path) => Assert.That(RequestAddress.Of(Root, path, 100), Is.Null);

    [Test]
    public void Of_ALongPath_IsNone()
    {
        var longest = $"account/Component/{new string('a', 82)}";

        Assert.That(RequestAddress.Of(Root, longest, 100), Is.Not.Null);
        Assert.That(RequestAddress.Of(Root, longest + "a", 100), Is.Null);
    }
}

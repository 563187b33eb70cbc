using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class LeakCheckTests
{
    private static readonly HashSet<string> DevIds = new(StringComparer.Ordinal) { Sample.DevA };

    [TestCase("<a x='{0}'/>")]
    [TestCase("<a>{0}</a>")]
    [TestCase("<a>&#x31;d0f6a3e-1111-4aaa-8bbb-0123456789ab</a>")]
    [TestCase("<a><![CDATA[{0}]]></a>")]
    [TestCase("<a>1d0f6a3e-1111<![CDATA[-4aaa-8bbb-0123456789ab]]></a>")]
    [TestCase("<a>1d0f6a3e-1111<!-- cut -->-4aaa-8bbb-0123456789ab</a>")]
    [TestCase("<password>{0}</password>")]
    [TestCase("<?x {0}?>")]
    [TestCase("<_{0}/>")]
    [TestCase("<a _{0}=''/>")]
    public void FindForbidden_DevIdOutsideComments_IsFound(string shape)
    {
        var found = LeakCheck.FindForbidden(Sample.Component(shape.Replace("{0}", Sample.DevA, StringComparison.Ordinal)), DevIds, SecretValues.None);

        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Count.EqualTo(1));
            Assert.That(found[0].Kind, Is.EqualTo(ForbiddenKind.DevId));
            Assert.That(found[0].DevId, Is.EqualTo(Sample.DevA));
            Assert.That(found[0].Path, Does.StartWith("bns:Component/bns:object"));
        });
    }

    [TestCase("<!-- {0} -->")]
    [TestCase("<a>0{0}</a>")]
    [TestCase("<a>3f3f3f3f-3333-4aaa-8bbb-0123456789ab</a>")]
    public void FindForbidden_CommentOrOtherId_IsClean(string shape)
        => Assert.That(LeakCheck.FindForbidden(Sample.Component(shape.Replace("{0}", Sample.DevA, StringComparison.Ordinal)), DevIds, SecretValues.None), Is.Empty);

    [Test]
    public void FindForbidden_WhatThePlatformWritesOnTheRoot_IsNotLookedAt()
    {
        var xml = Sample.Component("<a/>", root: $"copiedFromComponentId='{Sample.DevA}' type='process'");

        Assert.That(LeakCheck.FindForbidden(xml, DevIds, SecretValues.None), Is.Empty);
    }

    [TestCase("<a>S3cret&lt;Canary</a>")]
    [TestCase("<a x='pre S3cret&lt;Canary post'/>")]
    [TestCase("<a><![CDATA[S3cret<Canary]]></a>")]
    [TestCase("<!-- S3cret<Canary -->")]
    [TestCase("<?x S3cret<Canary?>")]
    [TestCase("<a>S3cret&lt;<!-- cut -->Canary</a>")]
    [TestCase("<property name='token' value='S3cret&lt;Canary'/>")]
    public void FindForbidden_StrippedValueAnywhere_IsFoundAndNotNamed(string content)
    {
        var found = LeakCheck.FindForbidden(Sample.Component(content), DevIds, Values("S3cret&lt;Canary"));

        Assert.Multiple(() =>
        {
            Assert.That(found, Is.Not.Empty);
            Assert.That(found, Has.All.Matches<ForbiddenContent>(leak => leak.Kind == ForbiddenKind.StrippedValue && leak.DevId is null));
            Assert.That(string.Concat(found), Does.Not.Contain("Canary"));
        });
    }

    [TestCase("443", "<shape x='443'/>", 0)]
    [TestCase("443", "<port>443</port>", 1)]
    [TestCase("production", "<a>production</a>", 0)]
    [TestCase("a.b.test", "<a>http://a.b.test/</a>", 1)]
    [TestCase(" ", "<port> </port>", 0)]
    public void FindForbidden_ShortValue_CountsInSecretPlacesOnly(string value, string content, int expected)
        => Assert.That(LeakCheck.FindForbidden(Sample.Component(content), DevIds, Values(value)), Has.Count.EqualTo(expected));

    [Test]
    public void FindForbidden_ValueThatProductionHasOfItsOwn_IsClean()
    {
        var main = ProductionValues.Read(ComponentDocument.Parse(Sample.Component("<url>https://shared.test</url>")));

        Assert.That(LeakCheck.FindForbidden(Sample.Component("<url>https://shared.test</url>"), DevIds, Values("https://shared.test"), main), Is.Empty);
    }

    [Test]
    public void FindForbidden_BrokenDocument_Throws()
        => Assert.That(() => LeakCheck.FindForbidden("<a", DevIds, SecretValues.None), Throws.TypeOf<ComponentXmlException>());

    [Test]
    public void FindForbidden_ManyLeaks_StopsAtAHundred()
    {
        var content = string.Concat(Enumerable.Repeat($"<a>{Sample.DevA}</a>", 5_000));

        Assert.That(LeakCheck.FindForbidden(Sample.Component(content), DevIds, SecretValues.None), Has.Count.EqualTo(100));
    }

    private static SecretValues Values(string escaped)
        => SecretValues.Read(ComponentDocument.Parse(Sample.Component($"<password>{escaped}</password>")));
}

using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class CanonicalFormTests
{
    [Test]
    public void Canonical_RealisticDocument_ReadsAsOneWould()
    {
        var xml = Sample.Component("<p b='2' a=\"1 &lt; 2\" xmlns=''><script><![CDATA[ def x = 1  \n ]]></script><!-- note --><e></e><mixed>one <b>two</b> </mixed><blank>  </blank></p>");

        Assert.That(CanonicalForm.Canonical(xml), Is.EqualTo(
            """
            <bns:Component xmlns:bns="http://api.platform.boomi.com/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" componentId="0a0a0a0a-0000-4000-8000-00000000000a" folderId="Rjo0Mg" name="Order sync" type="process">
              <bns:encryptedValues/>
              <bns:description>text</bns:description>
              <bns:object>
                <p xmlns="" a="1 &lt; 2" b="2">
                  <script><![CDATA[ def x = 1  
             ]]></script>
                  <!-- note -->
                  <e/>
                  <mixed>one <b>two</b> </mixed>
                  <blank>  </blank>
                </p>
              </bns:object>
              <bns:processOverrides/>
            </bns:Component>
            """));
    }

    [TestCase("<a x='1' y='2'/>", "<a y=\"2\" x=\"1\"></a>")]
    [TestCase("<a><b/></a>", "<a>\r\n\t<b/>\r\n</a>")]
    [TestCase("<a>&lt;</a>", "<a>&#60;</a>")]
    public void Canonical_SameContentSpelledOtherwise_IsEqual(string left, string right)
        => Assert.That(CanonicalForm.Canonical(Sample.Component(left)), Is.EqualTo(CanonicalForm.Canonical(Sample.Component(right))));

    [TestCase("<a>x</a>", "<a>x </a>")]
    [TestCase("<a> </a>", "<a/>")]
    [TestCase("<a>x</a>", "<a><![CDATA[x]]></a>")]
    [TestCase("<a/>", "<a><!-- c --></a>")]
    [TestCase("<a><b/></a>", "<a xml:space='preserve'> <b/></a>")]
    [TestCase("<a x='1'/>", "<a x='2'/>")]
    [TestCase("<a><b/><c/></a>", "<a><c/><b/></a>")]
    public void Canonical_OtherContent_IsNotEqual(string left, string right)
        => Assert.That(CanonicalForm.Canonical(Sample.Component(left)), Is.Not.EqualTo(CanonicalForm.Canonical(Sample.Component(right))));

    [Test]
    public void Canonical_Twice_IsTheSame()
    {
        var once = CanonicalForm.Canonical(Sample.Component("<a x='&#10;&quot;'>t &amp; <b/> t</a><c>\r\n <d/> <!-- e --> </c>"));

        Assert.That(CanonicalForm.Canonical(once), Is.EqualTo(once));
    }

    [TestCase("<url>a</url>", "<url>b</url>")]
    [TestCase("<url>a</url>", "<url/>")]
    [TestCase("<field id='password' type='password'/>", "<field id='password' type='password' value='x'/>")]
    [TestCase("<property key='token' value=''/>", "<property value='y' key='token'/>")]
    public void EqualIgnoringMasked_OnlySecretsDiffer_IsTrue(string left, string right)
        => Assert.That(CanonicalForm.EqualIgnoringMasked(Sample.Component(left), Sample.Component(right)), Is.True);

    [TestCase("<field id='a' value='1'/>", "<field id='a' value='2'/>")]
    [TestCase("<url>a</url>", "<b>a</b>")]
    public void EqualIgnoringMasked_ContentDiffers_IsFalse(string left, string right)
        => Assert.That(CanonicalForm.EqualIgnoringMasked(Sample.Component(left), Sample.Component(right)), Is.False);

    [Test]
    public void EqualIgnoringMasked_WhatIsSentAndWhatThePlatformMakesOfIt_IsTrue()
    {
        var stored = Sample.Component(
            $"<a x='{Sample.ProdA}'/><field id='pin' value='ffff'/><field id='pin2' value=\"1\"></field>", "connector-action", Sample.Encrypted("//field[@id='pin']/@value"));
        var source = Sample.Component($"<a x='{Sample.DevA}'/><field id='pin' value='dev'/><field id='pin2' value=\"1\"/>", "connector-action", Sample.Encrypted("//field[@id='pin']/@value"));
        var plan = Sample.Update(stored) with { Envelope = new TargetEnvelope { BranchId = "other", ComponentId = Sample.Own, FolderId = "Rjo0Mg" } };

        Assert.That(CanonicalForm.EqualIgnoringMasked(Sample.Transform(source, plan).Xml, stored), Is.True);
    }

    [Test]
    public void Mask_BothSides_HidesWhatEitherListsAsEncrypted()
    {
        var (left, right) = SecretMask.ApplyToBoth(
            Sample.Component("<a b='CANARY'/><url>CANARY</url><c dbPassword='CANARY'/>", encryptedValues: Sample.Encrypted("//a/@b")),
            Sample.Component("<a b='CANARY'/><url><![CDATA[CANARY]]></url><c dbPassword='CANARY'/>"));

        Assert.Multiple(() =>
        {
            Assert.That(Sample.ContentOf(left), Is.EqualTo("<a b='******'/><url>******</url><c dbPassword='******'/>"));
            Assert.That(Sample.ContentOf(right), Is.EqualTo(Sample.ContentOf(left)));
        });
    }

    [Test]
    public void Mask_OneSide_HidesSecretsAndNothingElse()
        => Assert.That(
            Sample.ContentOf(SecretMask.Apply(Sample.Component("<a x='1' usePassword='true'>y</a><password>CANARY</password><keyField>z</keyField>"))),
            Is.EqualTo("<a x='1' usePassword='true'>y</a><password>******</password><keyField>z</keyField>"));
}

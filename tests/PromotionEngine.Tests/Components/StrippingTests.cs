using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class StrippingTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [TestCase("<password>CANARY</password>", "<password></password>")]
    [TestCase("<x:apiKey xmlns:x='u'>CANARY</x:apiKey>", "<x:apiKey xmlns:x='u'></x:apiKey>")]
    [TestCase("<Host><![CDATA[CANARY]]></Host>", "<Host></Host>")]
    [TestCase("<url>CAN<!-- kept -->ARY</url>", "<url><!-- kept --></url>")]
    [TestCase("<credentials>\n <user>CANARY</user>\n</credentials>", "<credentials>\n <user></user>\n</credentials>")]
    [TestCase("<field id=\"url\" type=\"string\" value=\"CANARY\"/>", "<field id=\"url\" type=\"string\" value=\"\"/>")]
    [TestCase("<field value='CANARY' id='url'/>", "<field value='' id='url'/>")]
    [TestCase("<property name=\"X-Api-Key\" value=\"CANARY\"/>", "<property name=\"X-Api-Key\" value=\"\"/>")]
    [TestCase("<properties key=\"secretId\" value=\"CANARY\"/>", "<properties key=\"secretId\" value=\"\"/>")]
    [TestCase("<properties name=\"a\" key=\"token\" value=\"CANARY\"/>", "<properties name=\"a\" key=\"token\" value=\"\"/>")]
    [TestCase("<property name=\"password\"><value>CANARY</value><label>stays</label></property>", "<property name=\"password\"><value></value><label>stays</label></property>")]
    [TestCase("<property key=\"&#112;assword\">CANARY</property>", "<property key=\"&#112;assword\"></property>")]
    [TestCase("<any type=\"password\" value=\"CANARY\"/>", "<any type=\"password\" value=\"\"/>")]
    [TestCase("<any value=\"CANARY\" type=\"PASSWORD\"/>", "<any value=\"\" type=\"PASSWORD\"/>")]
    [TestCase("<properties encrypted=\"true\" key=\"k1x\" value=\"CANARY\"/>", "<properties encrypted=\"true\" key=\"k1x\" value=\"\"/>")]
    [TestCase("<AuthSettings user=\"u\" password=\"CANARY\"/>", "<AuthSettings user=\"u\" password=\"\"/>")]
    public void Apply_ListedPlaceOnCreate_IsEmptied(string content, string expected)
    {
        var result = Sample.Transform(Sample.Component(content, "connector-action"));

        Assert.Multiple(() =>
        {
            Assert.That(Sample.ContentOf(result.Xml), Is.EqualTo(expected));
            Assert.That(result.Stripped, Is.Not.Empty);
            Assert.That(result.Stripped.Select(place => place.ToString()), Has.All.Not.Contains("CANARY"));
            Assert.That(result.ToString(), Does.Not.Contain("CANARY"));
            Assert.That(result.StrippedValues.ToString(), Does.Not.Contain("CANARY"));
        });
    }

    [TestCase("<keyField>v</keyField>")]
    [TestCase("<monkey>v</monkey>")]
    [TestCase("<keyElement>v</keyElement>")]
    [TestCase("<hostname>v</hostname>")]
    [TestCase("<field id=\"keyField\" value=\"v\"/>")]
    [TestCase("<parametervalue key=\"0\" value=\"v\"/>")]
    [TestCase("<other id=\"password\" value=\"v\"/>")]
    [TestCase("<a host=\"v\" url=\"v\" tokenType=\"v\" usePassword=\"true\"/>")]
    [TestCase("<password/>")]
    [TestCase("<password></password>")]
    [TestCase("<url><!-- only a comment --></url>")]
    [TestCase("<credentials>\n <user/>\n</credentials>")]
    [TestCase("<!-- <password>v</password> -->")]
    [TestCase("<a><![CDATA[<password>v</password>]]></a>")]
    [TestCase("<a>&lt;password&gt;v&lt;/password&gt;</a>")]
    public void Apply_OtherPlace_IsUntouched(string content)
    {
        var result = Sample.Transform(Sample.Component(content, "connector-action"));

        Assert.Multiple(() =>
        {
            Assert.That(Sample.ContentOf(result.Xml), Is.EqualTo(content));
            Assert.That(result.Stripped, Is.Empty);
        });
    }

    [TestCase("process")]
    [TestCase("connector-action")]
    [TestCase("operation")]
    [TestCase("connector-settings")]
    [TestCase("connection")]
    [TestCase("certificate")]
    [TestCase("certificate.pgp")]
    [TestCase("tradingpartner")]
    [TestCase("tpcommoptions")]
    [TestCase("webservice")]
    [TestCase("webservice.external")]
    [TestCase("flowservice")]
    [TestCase("processroute")]
    [TestCase("customlibrary")]
    [TestCase("a type nobody has thought of")]
    public void Apply_TypeThatCarriesSecrets_IsStrippedByName(string type)
        => Assert.That(Sample.TransformContent("<host>h</host>", type), Is.EqualTo("<host></host>"));

    [TestCase("processproperty")]
    [TestCase("crossref")]
    [TestCase("documentcache")]
    [TestCase("profile.db")]
    [TestCase("profile.edi")]
    [TestCase("profile.flatfile")]
    [TestCase("profile.json")]
    [TestCase("profile.xml")]
    [TestCase("queue")]
    [TestCase("script.mapping")]
    [TestCase("script.processing")]
    [TestCase("tpgroup")]
    [TestCase("tporganization")]
    [TestCase("transform.function")]
    [TestCase("transform.map")]
    [TestCase("xslt")]
    public void Apply_TypeWhoseNamesAreTheUsers_KeepsNamesAndLosesWhatIsMarked(string type)
    {
        const string Kept = "<host>h</host><property name=\"password\" value=\"plain\"/><password>plain</password>";

        Assert.That(
            Sample.TransformContent(
                $"{Kept}<x type=\"password\" value=\"CANARY\"/><password>{Hash}</password><field id=\"dbPassword\" value=\"{Hash}\"/><y z=\"CANARY\"/>", type, Sample.Encrypted("//y/@z")),
            Is.EqualTo($"{Kept}<x type=\"password\" value=\"\"/><password></password><field id=\"dbPassword\" value=\"\"/><y z=\"\"/>"));
    }

    [Test]
    public void Apply_OnUpdate_TakesWhatMainHolds()
    {
        var main = Sample.Component(
            $"<c id='{Sample.ProdA}'><url>https://prod &amp; co</url><host/><field name='x' id='port' value='443'/><property key='apiKey' value='prod \"quoted\" &lt;'/></c>",
            "connector-action");
        var content = $"<c id='{Sample.DevA}'><url>https://dev</url><host>dev</host><property key='apiKey' value='dev'/><field value='8080' id='port' name='y'/></c>";
        var result = Sample.Transform(Sample.Component(content, "connector-action"), Sample.Update(main));

        Assert.Multiple(() =>
        {
            Assert.That(Sample.ContentOf(result.Xml), Is.EqualTo(
                $"<c id='{Sample.ProdA}'><url>https://prod &amp; co</url><host></host><property key='apiKey' value='prod \"quoted\" &lt;'/><field value='443' id='port' name='y'/></c>"));
            Assert.That(result.Stripped.Select(place => (place.Name, place.Outcome)), Is.EqualTo(new[]
            {
                ("url", StripOutcome.TakenFromMain), ("host", StripOutcome.Emptied), ("apiKey", StripOutcome.TakenFromMain), ("port", StripOutcome.TakenFromMain),
            }));
            Assert.That(result.Stripped[0].Path, Is.EqualTo($"object/c[@id='{Sample.ProdA}']/url/text()"));
        });
    }

    [Test]
    public void Apply_OnUpdate_FillsPlacesThatAreEmptyInDev()
    {
        var main = Sample.Component("<url>https://prod</url><field id='port' value='443'/><host>h</host><field id='jdbcUrl'>j</field>", "connector-action");

        Assert.That(
            Sample.TransformContent("<url/><field id='port'/><host></host><field id='jdbcUrl' />", "connector-action", plan: Sample.Update(main)),
            Is.EqualTo("<url>https://prod</url><field id='port' value=\"443\"/><host>h</host><field id='jdbcUrl' >j</field>"));
    }

    [Test]
    public void Apply_OnUpdate_LeavesEncryptedValuesToThePlatform()
    {
        var listed = Sample.Encrypted("//Config/field[@id='pin']/@value") + Sample.Encrypted("//Config/EncryptedThing");
        var main = Sample.Component($"<Config><field id='password' type='password' value='{Hash}'/><field id='pin' value='{Hash}'/><EncryptedThing>{Hash}</EncryptedThing></Config>", "connector-action", listed);
        var content = "<Config><field id='password' type='password' value='dev1'/><field value='dev2' id='pin'/><EncryptedThing>dev3</EncryptedThing></Config>";
        var result = Sample.Transform(Sample.Component(content, "connector-action", listed), Sample.Update(main));

        Assert.Multiple(() =>
        {
            Assert.That(Sample.ContentOf(result.Xml), Is.EqualTo("<Config><field id='password' type='password'/><field id='pin'/><EncryptedThing></EncryptedThing></Config>"));
            Assert.That(result.Stripped.Select(place => place.Outcome), Has.All.EqualTo(StripOutcome.LeftToPlatform));
            Assert.That(LeakCheck.FindForbidden(result.Xml, new HashSet<string>(), result.StrippedValues), Is.Empty);
        });
    }

    [Test]
    public void Apply_OnUpdate_NeverSendsAHashOfMain()
    {
        var main = Sample.Component($"<field id='password' value='{Hash}'/>", "connector-action");

        Assert.That(
            Sample.TransformContent("<field id='password' value='dev'/>", "connector-action", plan: Sample.Update(main)),
            Is.EqualTo("<field id='password'/>"));
    }

    [Test]
    public void Apply_EntryThatMoved_IsFoundByItsName()
    {
        var main = Sample.Component("<old><field id='url' value='prod'/></old>", "connector-action");

        Assert.That(
            Sample.TransformContent("<renamed><field id='url' value='dev'/></renamed>", "connector-action", plan: Sample.Update(main)),
            Is.EqualTo("<renamed><field id='url' value='prod'/></renamed>"));
    }

    [Test]
    public void Apply_NewEntryBesideOneOfTheSameName_DoesNotGetItsSecret()
    {
        var main = Sample.Component("<billing><field id='url' value='prod-billing'/></billing>", "connector-action");

        Assert.That(
            Sample.TransformContent("<mail><field id='url' value='dev-mail'/></mail><billing><field id='url' value='dev-billing'/></billing>", "connector-action", plan: Sample.Update(main)),
            Is.EqualTo("<mail><field id='url' value=''/></mail><billing><field id='url' value='prod-billing'/></billing>"));
    }

    [Test]
    public void Apply_MovedEntryThatCouldBeOneOfTwo_StaysEmpty()
    {
        var main = Sample.Component("<a><field id='url' value='one'/></a><b><field id='url' value='two'/></b>", "connector-action");

        Assert.That(
            Sample.TransformContent("<c><field id='url' value='dev'/></c>", "connector-action", plan: Sample.Update(main)),
            Is.EqualTo("<c><field id='url' value=''/></c>"));
    }

    [Test]
    public void Apply_SameNameTwice_IsMatchedInOrder()
    {
        var main = Sample.Component("<field id='url' value='1'/><field id='url' value='2'/><url>3</url><url>4</url>", "connector-action");

        Assert.That(
            Sample.TransformContent("<field id='url' value='a'/><field id='url' value='b'/><url>c</url><url>d</url><url>e</url>", "connector-action", plan: Sample.Update(main)),
            Is.EqualTo("<field id='url' value='1'/><field id='url' value='2'/><url>3</url><url>4</url><url></url>"));
    }

    [TestCase("//a[last()]/@b")]
    [TestCase("//a[@b='c' or @d='e']/@f")]
    [TestCase("//a/following::b/@c")]
    [TestCase("//a | //b")]
    [TestCase("count(//a)")]
    [TestCase("")]
    [TestCase("/")]
    [TestCase("@a")]
    [TestCase("//a/@b/c")]
    public void Apply_EncryptedPathThatCannotBeFollowed_RefusesTheComponent(string path)
    {
        var refusal = Assert.Throws<ComponentXmlException>(() => Sample.TransformContent("<a/>", encryptedValues: Sample.Encrypted(path)))!;

        Assert.That(refusal.Problem, Is.EqualTo(ComponentXmlProblem.UnreadableEncryptedPath));
    }

    [TestCase("//a/@b", true)]
    [TestCase("/object/a/@b", true)]
    [TestCase("/bns:Component/bns:object/a/@b", true)]
    [TestCase("a/@b", true)]
    [TestCase("//object//a/@b", true)]
    [TestCase("//*/@b", true)]
    [TestCase("//a[@id='1']/@b", true)]
    [TestCase("//a[@id=\"1\"][1]/@b", true)]
    [TestCase("//Component//object/a[ @id = '1' ]/@b", true)]
    [TestCase("//a[@id='2']/@b", false)]
    [TestCase("//a[2]/@b", false)]
    [TestCase("//b/@b", false)]
    [TestCase("//a/a/@b", false)]
    [TestCase("//object/x//a/@b", false)]
    [TestCase("//a/@c", false)]
    [TestCase("//a", false)]
    public void Apply_EncryptedPath_LeadsWhereItSays(string path, bool leads)
        => Assert.That(
            Sample.TransformContent("<a id='1' b='CANARY'/>", encryptedValues: Sample.Encrypted(path)),
            Is.EqualTo(leads ? "<a id='1' b=''/>" : "<a id='1' b='CANARY'/>"));

    [Test]
    public void Apply_EncryptedPathToEveryAttribute_TakesThemAll()
        => Assert.That(Sample.TransformContent("<a id='1' b='CANARY'/>", encryptedValues: Sample.Encrypted("//a/@*")), Is.EqualTo("<a id='' b=''/>"));

    [TestCase("//a")]
    [TestCase("//a/text()")]
    public void Apply_EncryptedPathToAnElement_TakesItsText(string path)
        => Assert.That(Sample.TransformContent("<a>CANARY</a>", encryptedValues: Sample.Encrypted(path)), Is.EqualTo("<a></a>"));

    [Test]
    public void Apply_TooManyPlaces_IsRefused()
    {
        var content = string.Concat(Enumerable.Repeat("<url>x</url>", 20_001));
        var refusal = Assert.Throws<ComponentXmlException>(() => Sample.TransformContent(content))!;

        Assert.That(refusal.Problem, Is.EqualTo(ComponentXmlProblem.TooManySecretPlaces));
    }
}

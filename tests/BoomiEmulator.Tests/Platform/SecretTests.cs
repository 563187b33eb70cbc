namespace BoomiEmulator.Tests.Platform;

internal sealed class SecretTests : PlatformFixture
{
    private const string PasswordPath = "//GenericConnectionConfig/field[@id='password']/@value";

    [Test]
    public async Task PasswordField_ComesBackAsHashAndIsListed()
    {
        var answer = await CreateAsync(Field("value=\"top&amp;secret\""));
        Assert.That(answer.Text, Does.Not.Contain("secret\""));
        Assert.That(Value(answer), Does.Match("^[0-9a-f]{128}$"));
        Assert.That(Listed(answer), Is.EqualTo(new[] { (PasswordPath, "true") }));
        Assert.That(answer.Text, Does.Contain("<field id=\"url\" value=\"jdbc:x\"/>"), "other fields are untouched");
    }

    [Test]
    public async Task Update_ThatLeavesTheValueOut_KeepsTheSecret()
    {
        var created = await CreateAsync(Field("value=\"one\""));
        var updated = await UpdateAsync(created, Field(string.Empty));
        Assert.That(Value(updated), Is.EqualTo(Value(created)));
    }

    [Test]
    public async Task Update_ThatLeavesTheFieldOut_KeepsTheSecretForLater()
    {
        var created = await CreateAsync(Field("value=\"one\""));
        var without = await UpdateAsync(created, string.Empty);
        var again = await UpdateAsync(created, Field(string.Empty));
        Assert.That(Listed(without), Is.EqualTo(new[] { (PasswordPath, "true") }));
        Assert.That(Value(again), Is.EqualTo(Value(created)));
    }

    [Test]
    public async Task Update_WithAnEmptyValue_ClearsTheSecret()
    {
        var created = await CreateAsync(Field("value=\"one\""));
        var updated = await UpdateAsync(created, Field("value=\"\""));
        Assert.That(Listed(updated), Is.EqualTo(new[] { (PasswordPath, "false") }));
    }

    [Test]
    public async Task Update_WithANewValue_ChangesTheHash()
    {
        var created = await CreateAsync(Field("value=\"one\""));
        Assert.That(Value(await UpdateAsync(created, Field("value=\"two\""))), Is.Not.EqualTo(Value(created)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task ResentHash_IsUnchangedOrANewSecretByTheSwitch(bool isNew)
    {
        Host.Settings.Switches = new EmulatorSwitches { ResentHashIsNewSecret = isNew };
        var created = await CreateAsync(Field("value=\"one\""));
        var updated = await UpdateAsync(created, Field($"value=\"{Value(created)}\""));
        Assert.That(Value(updated) == Value(created), Is.EqualTo(!isNew));
    }

    [Test]
    public async Task OtherPlaces_AreMaskedToo()
    {
        const string Inner = "<HttpSettings xmlns=\"\"><AuthSettings user=\"u\" password=\"canary-1\"/><OAuth clientSecret='canary-2' clientId=\"id\"/>"
            + "<keystorePassword>canary-3</keystorePassword><DefinedProcessProperty key=\"k\"><type>password</type><defaultValue>canary-4</defaultValue></DefinedProcessProperty>"
            + "<DefinedProcessProperty key=\"n\"><type>string</type><defaultValue>plain</defaultValue></DefinedProcessProperty></HttpSettings>";
        var answer = await PostXmlAsync("Component", Document("X", "connector-settings", Inner));
        Assert.That(answer.Text, Does.Not.Contain("canary"));
        Assert.That(answer.Text, Does.Contain("<defaultValue>plain</defaultValue>").And.Contain("clientId=\"id\"").And.Contain("user=\"u\""));
        Assert.That(Listed(answer).Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task PathsTheSenderLists_AreMasked()
    {
        var document = Document("X", "connector-settings", "<GenericConnectionConfig xmlns=\"\"><field id=\"apiKey\" type=\"string\" value=\"canary\"/></GenericConnectionConfig>")
            .Replace(
                "<bns:encryptedValues/>",
                "<bns:encryptedValues><bns:encryptedValue path=\"//GenericConnectionConfig/field[@id='apiKey']/@value\" isSet=\"true\"/></bns:encryptedValues>",
                StringComparison.Ordinal);
        Assert.That((await PostXmlAsync("Component", document)).Text, Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Secret_LeftOutOnABranch_IsKeptThere()
    {
        var created = await CreateAsync(Field("value=\"one\""));
        var branch = NewBranch("promo");
        var updated = await PostXmlAsync(
            "Component/" + created.Attribute("componentId"),
            Document("C", "connector-settings", Config(Field(string.Empty)), $"branchId=\"{branch}\""));
        Assert.That(Value(updated), Is.EqualTo(Value(created)));
    }

    private static string Field(string value) => $"<field id=\"password\" type=\"password\" {value}/>";

    private static string Config(string field) => $"<GenericConnectionConfig xmlns=\"\"><field id=\"url\" value=\"jdbc:x\"/>{field}</GenericConnectionConfig>";

    private static string Value(Answer answer) =>
        answer.Xml.Descendants("field").Single(field => field.Attribute("id")!.Value == "password").Attribute("value")?.Value ?? "(none)";

    private static IEnumerable<(string Path, string IsSet)> Listed(Answer answer) =>
        answer.Xml.Descendants().Where(e => e.Name.LocalName == "encryptedValue").Select(e => (e.Attribute("path")!.Value, e.Attribute("isSet")!.Value));

    private Task<Answer> CreateAsync(string field) => PostXmlAsync("Component", Document("C", "connector-settings", Config(field), "subType=\"database\""));

    private Task<Answer> UpdateAsync(Answer created, string field) =>
        PostXmlAsync("Component/" + created.Attribute("componentId"), Document("C", "connector-settings", Config(field)));
}

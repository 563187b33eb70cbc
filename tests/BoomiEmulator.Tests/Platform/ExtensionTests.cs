using BoomiEmulator.Extensions;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Tests.Platform;

internal sealed class ExtensionTests : ExtensionFixture
{
    [Test]
    public async Task C49_Get_ShowsEverySectionThatIsDeclared_AndNoDataMaps()
    {
        var json = await ExtensionsAsync();
        Assert.Multiple(() =>
        {
            Assert.That(json.EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[]
            {
                "@type", "id", "environmentId", "extensionGroupId", "connections", "operations", "tradingPartners", "sharedCommunications", "crossReferences",
                "processProperties", "properties", "PGPCertificates",
            }));
            Assert.That(json.GetRawText(), Does.Not.Contain("dataMaps").IgnoreCase);
            Assert.That(Field(json, "url").GetProperty("useDefault").GetBoolean(), Is.True);
            Assert.That(Field(json, "password").GetProperty("usesEncryption").GetBoolean(), Is.True);
            Assert.That(json.GetRawText(), Does.Not.Contain("closed"));
            Assert.That(Setting(json, "size").GetProperty("label").GetString(), Is.EqualTo("Batch size"));
            Assert.That(Value(Setting(json, "size")), Is.Null, "only after the first save");
            Assert.That(json.GetProperty("crossReferences").GetProperty("crossReference")[0].GetProperty("overrideValues").GetBoolean(), Is.False);
            Assert.That(json.GetProperty("tradingPartners").GetProperty("tradingPartner")[0].GetProperty("category")[0].GetProperty("name").GetString(), Is.EqualTo("AS2"));
        });
    }

    [Test]
    public async Task EnvironmentWithoutDeployments_HasNoSections()
    {
        var empty = World.AddEnvironment(Account, "Empty", "TEST").Id;
        Assert.That((await ExtensionsAsync(empty)).EnumerateObject().Count(), Is.EqualTo(4));
        Assert.That((await GetAsync($"EnvironmentExtensions/{Guid(404)}")).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"EnvironmentExtensions/{Environment}:nope")).Status, Is.EqualTo(400));
    }

    [TestCase(true, "jdbc:kept", "EU")]
    [TestCase(false, null, null)]
    [TestCase(null, null, null)]
    public async Task C43_Partial_LeavesWhatIsNotListed_AndAFullUpdateResetsIt(bool? partial, string? url, string? region)
    {
        await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"jdbc:kept\"}") + ",\"properties\":{\"property\":[{\"name\":\"DPP_REGION\",\"value\":\"EU\"}]}");
        await UpdateAsync("\"operations\":{\"operation\":[{\"id\":\"" + Guid(102) + "\",\"field\":[{\"id\":\"objectName\",\"value\":\"orders\"}]}]}", partial);
        var json = await ExtensionsAsync();
        Assert.That(Value(Field(json, "url")), Is.EqualTo(url));
        Assert.That(Value(Property(json, "DPP_REGION")), Is.EqualTo(region));
        Assert.That(Value(json.GetProperty("operations").GetProperty("operation")[0].GetProperty("field")[0]), Is.EqualTo("orders"));
    }

    [Test]
    public async Task C43_StringBoolean_CountsAsPartial()
    {
        await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"a\"}"));
        await PostAsync($"EnvironmentExtensions/{Environment}", "{\"partial\":\"true\",\"properties\":{\"property\":[]}}");
        Assert.That(Value(Field(await ExtensionsAsync(), "url")), Is.EqualTo("a"));
    }

    [Test]
    public async Task C44_Secret_IsNeverReturned_AndStaysWhenTheValueIsAbsent()
    {
        var set = await UpdateAsync(Fields("{\"id\":\"password\",\"value\":\"geheim-7\",\"encryptedValueSet\":true,\"useDefault\":false}"));
        Assert.That(set.Text, Does.Not.Contain("geheim"));
        var hash = Stored("password");
        foreach (var sent in new[] { "{\"id\":\"password\",\"encryptedValueSet\":true}", "{\"id\":\"password\",\"value\":null}", "{\"id\":\"password\",\"useDefault\":false}" })
        {
            await UpdateAsync(Fields(sent));
            var json = await ExtensionsAsync();
            Assert.That(Field(json, "password").GetProperty("encryptedValueSet").GetBoolean(), Is.True, sent);
            Assert.That(Field(json, "password").TryGetProperty("value", out _), Is.False);
            Assert.That(Stored("password"), Is.EqualTo(hash), sent);
        }

        Assert.That((await SendAsync(HttpMethod.Get, "/__admin/state", null, null, null)).Text, Does.Not.Contain("geheim"));
    }

    [Test]
    public async Task C44_FullUpdateThatListsTheSecretWithoutValue_KeepsIt()
    {
        await UpdateAsync(Fields("{\"id\":\"password\",\"value\":\"x\"}"));
        var whole = (await ExtensionsAsync()).GetRawText();
        await PostAsync($"EnvironmentExtensions/{Environment}", whole);
        Assert.That(Stored("password"), Is.EqualTo(SecretMask.Hash("x")));
    }

    [Test]
    public async Task C45_EmptyString_IsStoredLiterally_AndBlanksASecret()
    {
        await UpdateAsync(Fields("{\"id\":\"password\",\"value\":\"x\"}", "{\"id\":\"url\",\"value\":\"\"}"));
        Assert.That(Value(Field(await ExtensionsAsync(), "url")), Is.Empty);
        await UpdateAsync(Fields("{\"id\":\"password\",\"value\":\"\"}"));
        Assert.That(Stored("password"), Is.Empty);
        Assert.That(Field(await ExtensionsAsync(), "password").GetProperty("encryptedValueSet").GetBoolean(), Is.False);
    }

    [Test]
    public async Task C45_UseDefault_RemovesTheOverride_AndADynamicPropertyGoesWithoutValue()
    {
        await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"a\"}") + ",\"properties\":{\"property\":[{\"name\":\"DPP_REGION\",\"value\":\"EU\"},{\"name\":\"DPP_SITE\",\"value\":\"S\"}]}");
        await UpdateAsync(Fields("{\"id\":\"url\",\"useDefault\":\"true\"}") + ",\"properties\":{\"property\":[{\"name\":\"DPP_REGION\"}]}");
        var json = await ExtensionsAsync();
        Assert.That((Value(Field(json, "url")), Value(Property(json, "DPP_REGION")), Value(Property(json, "DPP_SITE"))), Is.EqualTo((default(string), default(string), "S")));
        Assert.That((await UpdateAsync("\"properties\":{\"property\":[{\"name\":\"DPP_SITE\",\"useDefault\":true}]}")).Status, Is.EqualTo(400));
        await UpdateAsync("\"PGPCertificates\":{\"PGPCertificate\":[{\"id\":\"" + Guid(106) + "\",\"value\":\"other\"}]}");
        Assert.That((await ExtensionsAsync()).GetProperty("PGPCertificates").GetProperty("PGPCertificate")[0].GetProperty("value").GetString(), Is.EqualTo("other"));
    }

    [Test]
    public async Task C46_CrossReference_IsReplacedWhole_EvenByAPartialUpdate()
    {
        await TableAsync("{\"ref1\":\"A\",\"ref2\":\"1\"},{\"ref1\":\"B\",\"ref2\":\"2\"}");
        await TableAsync("{\"ref1\":\"C\",\"ref2\":\"3\"}");
        var table = (await ExtensionsAsync()).GetProperty("crossReferences").GetProperty("crossReference")[0];
        Assert.That(table.GetProperty("overrideValues").GetBoolean(), Is.True);
        Assert.That(table.GetProperty("CrossReferenceRows").GetProperty("row").EnumerateArray().Select(row => row.GetProperty("ref1").GetString()), Is.EqualTo(new[] { "C" }));
        await UpdateAsync("\"crossReferences\":{\"crossReference\":[{\"id\":\"" + Table + "\",\"overrideValues\":false}]}");
        Assert.That((await ExtensionsAsync()).GetProperty("crossReferences").GetRawText(), Does.Not.Contain("CrossReferenceRows"));
    }

    [Test]
    public async Task C47_Undeploying_HidesTheFields_AndRedeployingShowsTheOldValues()
    {
        await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"a\"}"));
        World.Undeploy(Account, Deployment);
        Assert.That((await ExtensionsAsync()).TryGetProperty("connections", out _), Is.False);
        Assert.That((await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"b\"}"))).Status, Is.EqualTo(400), "nothing declares it");
        World.AddDeployment(Account, World.Packages(Account).Single().PackageId, Environment);
        Assert.That(Value(Field(await ExtensionsAsync(), "url")), Is.EqualTo("a"));
    }

    [Test]
    public async Task C48_UpdateAlias_WorksForEnvironmentExtensionsOnly()
    {
        var sent = await PostAsync($"EnvironmentExtensions/{Environment}/update", "{\"partial\":\"true\"," + Fields("{\"id\":\"url\",\"value\":\"alias\"}") + "}");
        Assert.That((sent.Status, Value(Field(sent.Json, "url"))), Is.EqualTo((200, "alias")));
        Assert.That((await PostAsync($"Environment/{Environment}/update", "{}")).Status, Is.EqualTo(404));
        Assert.That((await PostAsync("EnvironmentExtensions", "{}")).Status, Is.EqualTo(404), "without an id");
        Assert.That(Host.Journal.Counts()["EnvironmentExtensions.update"], Is.EqualTo(1));
    }

    [TestCase(true, null)]
    [TestCase(false, "50")]
    public async Task ProcessProperties_AreReplacedWholeByTheSwitch(bool whole, string? size)
    {
        Host.Settings.Switches = new EmulatorSwitches { ProcessPropertiesReplacedWhole = whole };
        await SettingsAsync("{\"key\":\"size\",\"value\":\"50\"},{\"key\":\"secret\",\"value\":\"s\"}");
        await SettingsAsync("{\"key\":\"secret\"}");
        var json = await ExtensionsAsync();
        Assert.That(Value(Setting(json, "size")), Is.EqualTo(size));
        Assert.That(Setting(json, "secret").GetProperty("encryptedValueSet").GetBoolean(), Is.True, "listed without value");
    }

    [Test]
    public async Task UnknownMembers_SurviveTheRoundTrip()
    {
        await UpdateAsync("\"future\":{\"a\":[1,2.5,null]}," + Fields("{\"id\":\"url\",\"value\":\"a\",\"shade\":7,\"CloudManagedSecretConfig\":{\"secretReference\":\"projects/1\"}}"));
        var json = await ExtensionsAsync();
        Assert.That(json.GetProperty("future").GetRawText(), Is.EqualTo("{\"a\":[1,2.5,null]}"));
        Assert.That(Field(json, "url").GetProperty("shade").GetInt32(), Is.EqualTo(7));
        await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"b\"}"));
        Assert.That(Field(await ExtensionsAsync(), "url").GetProperty("shade").GetInt32(), Is.EqualTo(7));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task UpdateAnswer_HoldsAllOrOnlyWhatWasSent_ByTheSwitch(bool sentOnly)
    {
        Host.Settings.Switches = new EmulatorSwitches { ExtensionUpdateAnswersSentOnly = sentOnly };
        var answer = await UpdateAsync("\"properties\":{\"property\":[{\"name\":\"DPP_SITE\",\"value\":\"S\"}]}");
        Assert.That(Value(Property(answer.Json, "DPP_SITE")), Is.EqualTo("S"));
        Assert.That(answer.Json.TryGetProperty("connections", out _), Is.EqualTo(!sentOnly));
    }

    [Test]
    public async Task BadSecretReference_IsRefused_AndNothingOfTheUpdateStays()
    {
        var answer = await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"new\"}", "{\"id\":\"password\",\"CloudManagedSecretConfig\":{\"secretReference\":\" \"}}"));
        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, "Invalid Secret Reference Value")));
        Assert.That(Value(Field(await ExtensionsAsync(), "url")), Is.Null);
    }

    [TestCase(true, 400)]
    [TestCase(false, 200)]
    public async Task WhatNothingDeclares_FollowsTheSwitch(bool refused, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { UnknownExtensionRefused = refused };
        var answer = await UpdateAsync(Fields("{\"id\":\"url\",\"value\":\"a\"}", "{\"id\":\"closed\",\"value\":\"a\"}"));
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(Value(Field(await ExtensionsAsync(), "url")), Is.EqualTo(refused ? null : "a"));
    }

    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("{\"connections\":7}")]
    [TestCase("{\"connections\":{\"connection\":[7]}}")]
    [TestCase("{\"connections\":{\"connection\":\"x\"}}")]
    [TestCase("{\"id\":\"other\"}")]
    [TestCase("{\"environmentId\":\"other\"}")]
    [TestCase("{\"partial\":\"maybe\"}")]
    [TestCase("{\"partial\":true,\"partial\":true}")]
    public async Task BrokenBody_Answers400(string body) =>
        Assert.That((await PostAsync($"EnvironmentExtensions/{Environment}", body)).Status, Is.EqualTo(400));

    [Test]
    public async Task Xml_ReadsAndWritesAttributes()
    {
        var answer = await PostXmlAsync(
            $"EnvironmentExtensions/{Environment}",
            $"<EnvironmentExtensions xmlns=\"{Bns}\" partial=\"true\"><connections><connection id=\"{Connection}\"><field id=\"url\" value=\"from xml\"/></connection></connections></EnvironmentExtensions>");
        var field = answer.Xml.Descendants().Single(e => e.Name.LocalName == "field" && e.Attribute("id")!.Value == "url" && e.Parent!.Name.LocalName == "connection");
        Assert.That(field.Attribute("value")!.Value, Is.EqualTo("from xml"));
        await TableAsync("{\"ref1\":\"A\"}");
        var xml = await GetAsync($"EnvironmentExtensions/{Environment}", accept: "application/xml");
        Assert.That(xml.Xml.Descendants().Single(e => e.Name.LocalName == "row").Attribute("ref1")!.Value, Is.EqualTo("A"));
    }

    private string? Stored(string field) => World.ExtensionValues(Account)
        .Single(one => one.Key == new ExtensionKey(Environment, string.Empty, ExtensionSection.Connections, Connection, field)).Value;

    private Task<Answer> TableAsync(string rows) => UpdateAsync(
        $"\"crossReferences\":{{\"crossReference\":[{{\"id\":\"{Table}\",\"overrideValues\":true,\"CrossReferenceRows\":{{\"@type\":\"\",\"row\":[{rows}]}}}}]}}");

    private Task<Answer> SettingsAsync(string values) => UpdateAsync(
        $"\"processProperties\":{{\"ProcessProperty\":[{{\"id\":\"{Settings}\",\"ProcessPropertyValue\":[{values}]}}]}}");
}

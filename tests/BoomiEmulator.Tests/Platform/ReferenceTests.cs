namespace BoomiEmulator.Tests.Platform;

internal sealed class ReferenceTests : PlatformFixture
{
    [Test]
    public async Task C26_Get_ListsParents()
    {
        var map = AddMap(3);
        AddProcess(1, map);
        AddProcess(2, map);
        var answer = await GetAsync($"ComponentReference/{map}");
        var references = answer.Json.GetProperty("references").EnumerateArray().Select(r => (r.GetProperty("parentComponentId").GetString(), r.GetProperty("type").GetString()));
        Assert.That(references, Is.EquivalentTo(new[] { (Guid(1), "DEPENDENT"), (Guid(2), "DEPENDENT") }));
    }

    [Test]
    public async Task C26_UnreferencedComponent_Answers400() => Assert.That((await GetAsync($"ComponentReference/{AddProcess(1)}")).Status, Is.EqualTo(400));

    [Test]
    public async Task C26_Get_OnABranch_SeesTheBranchsParents()
    {
        var map = AddMap(3);
        var parent = AddProcess(1);
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, parent, Process(map), branch);
        Assert.That((await GetAsync($"ComponentReference/{map}")).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"ComponentReference/{map}~{branch}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task C26_ParentThatNoLongerRefers_IsNotListed()
    {
        var map = AddMap(3);
        var parent = AddProcess(1, map);
        Assert.That((await GetAsync($"ComponentReference/{map}")).Status, Is.EqualTo(200));
        World.UpdateComponent(Account, parent, Process());
        Assert.That((await GetAsync($"ComponentReference/{map}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C27_ChildrenWithoutVersion_Answer400()
    {
        var answer = await QueryAsync("ComponentReference", "EQUALS", "parentComponentId", AddProcess(1));
        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, "parentComponentId should always be accompanied by parentVersion")));
    }

    [Test]
    public async Task C27_Children_AreOneLevelOfThatVersion()
    {
        AddMap(3);
        AddProcess(2, Guid(3));
        var parent = AddProcess(1, Guid(2));
        World.UpdateComponent(Account, parent, Process(Guid(3)));
        Assert.That(await ChildrenAsync(parent, 1), Is.EqualTo(new[] { (Guid(2), "INDEPENDENT") }));
        Assert.That(await ChildrenAsync(parent, 2), Is.EqualTo(new[] { (Guid(3), "DEPENDENT") }));
        Assert.That(await ChildrenAsync(parent, 3), Is.Empty);
    }

    [Test]
    public async Task Parents_OfSeveralComponents_ComeInOneQuery()
    {
        AddMap(3);
        AddMap(4);
        AddProcess(1, Guid(3), Guid(4));
        var answer = await PostAsync("ComponentReference/query", Filter(Group("or", Test("EQUALS", "componentId", Guid(3)), Test("EQUALS", "componentId", Guid(4)))));
        Assert.That(answer.Rows.SelectMany(row => row.GetProperty("references").EnumerateArray()).Select(r => r.GetProperty("componentId").GetString()),
            Is.EquivalentTo(new[] { Guid(3), Guid(4) }));
    }

    [TestCase(true, 1)]
    [TestCase(false, 2)]
    public async Task Results_HoldOneOrSeveralReferencesByTheSwitch(bool grouped, int results)
    {
        Host.Settings.Switches = new EmulatorSwitches { ReferencesGrouped = grouped };
        AddMap(3);
        AddMap(4);
        var parent = AddProcess(1, Guid(3), Guid(4));
        var answer = await PostAsync("ComponentReference/query", Filter(Group("and", Test("EQUALS", "parentComponentId", parent), Test("EQUALS", "parentVersion", "1"))));
        Assert.That(answer.Rows, Has.Count.EqualTo(results));
    }

    [Test]
    public async Task Scan_TakesWholeTokensInAttributesTextAndCdata_NotComments()
    {
        for (var n = 10; n <= 17; n++)
            AddMap(n);

        var inner = $"<process xmlns=\"\" a=\"{Guid(10)}\"><t>x {Guid(11).ToUpperInvariant()}, y</t><![CDATA[{Guid(12)}]]><!-- {Guid(13)} -->"
            + $"<u>{Guid(14)}0</u><v>a{Guid(15)}</v><w>{Guid(16)};{Guid(17)}</w><self>{Guid(1)}</self></process>";
        World.AddComponent(Account, string.Empty, "process", string.Empty, "P", inner, Guid(1));
        Assert.That((await ChildrenAsync(Guid(1), 1)).Select(child => child.Id),
            Is.EquivalentTo(new[] { Guid(10), Guid(11), Guid(12), Guid(16), Guid(17) }));
    }

    [Test]
    public async Task Scan_SeesProcessOverrides()
    {
        AddMap(3);
        var document = Document("X", "process", Process()).Replace(
            "</bns:Component>",
            $"<bns:processOverrides><Overrides xmlns=\"\"><Connections><ConnectionOverride id=\"{Guid(3)}\"/></Connections></Overrides></bns:processOverrides></bns:Component>",
            StringComparison.Ordinal);
        var id = (await PostXmlAsync("Component", document)).Attribute("componentId");
        Assert.That((await ChildrenAsync(id, 1)).Single().Id, Is.EqualTo(Guid(3)));
    }

    [Test]
    public async Task Xml_HasOneElementPerReference()
    {
        AddProcess(1, AddMap(3));
        var answer = await GetAsync($"ComponentReference/{Guid(3)}", accept: "application/xml");
        var reference = answer.Xml.Elements().Single();
        Assert.That((reference.Name.LocalName, reference.Attribute("parentVersion")!.Value), Is.EqualTo(("references", "1")));
    }

    private string AddMap(int n) => World.AddComponent(Account, string.Empty, "transform.map", string.Empty, $"Map {n}", "<Map xmlns=\"\"/>", Guid(n)).ComponentId;

    private async Task<List<(string Id, string Type)>> ChildrenAsync(string parent, int version)
    {
        var answer = await PostAsync(
            "ComponentReference/query", Filter(Group("and", Test("EQUALS", "parentComponentId", parent), Test("EQUALS", "parentVersion", version.ToString(null, null)))));
        return [.. answer.Rows.SelectMany(row => row.GetProperty("references").EnumerateArray())
            .Select(r => (r.GetProperty("componentId").GetString()!, r.GetProperty("type").GetString()!))];
    }
}

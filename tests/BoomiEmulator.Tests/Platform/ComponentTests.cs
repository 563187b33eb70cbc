using System.Xml.Linq;

namespace BoomiEmulator.Tests.Platform;

internal sealed class ComponentTests : PlatformFixture
{
    [Test]
    public async Task C14_CreateWithoutId_MakesVersion1OnMain()
    {
        var answer = await PostXmlAsync("Component", Document("Order", "process", Process(), "folderFullPath=\"Acme/Nowhere\" version=\"9\" createdBy=\"x\""));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(System.Guid.TryParse(answer.Attribute("componentId"), out _), Is.True);
            Assert.That(answer.Attribute("version"), Is.EqualTo("1"));
            Assert.That(answer.Attribute("branchName"), Is.EqualTo("main"));
            Assert.That(answer.Attribute("branchId"), Is.EqualTo(World.MainBranch(Account).Id));
            Assert.That(answer.Attribute("folderFullPath"), Is.EqualTo("Acme"));
            Assert.That(answer.Attribute("createdBy"), Is.EqualTo("service@acme.test"));
            Assert.That(answer.Attribute("currentVersion"), Is.EqualTo("true"));
            Assert.That(answer.Attribute("createdDate"), Is.EqualTo("2026-02-01T10:00:00Z"));
        });
    }

    [Test]
    public async Task C14_FolderId_Places_AndAnUnknownOneFails()
    {
        var folder = World.EnsureFolder(Account, "Promoted/Orders");
        var placed = await PostXmlAsync("Component", Document("Order", "process", Process(), $"folderId=\"{folder.Id}\""));
        var lost = await PostXmlAsync("Component", Document("Order", "process", Process(), "folderId=\"Rjo5OTk\""));
        Assert.That(placed.Attribute("folderFullPath"), Is.EqualTo("Acme/Promoted/Orders"));
        Assert.That(lost.Status, Is.EqualTo(400));
    }

    [TestCase("", "process")]
    [TestCase("X", "nonsense")]
    public async Task Create_WithoutNameOrWithUnknownType_Answers400(string name, string type) =>
        Assert.That((await PostXmlAsync("Component", Document(name, type, Process()))).Status, Is.EqualTo(400));

    [TestCase("")]
    [TestCase("<a xmlns=\"\"/><b xmlns=\"\"/>")]
    [TestCase("<a xmlns=\"\">")]
    public async Task Create_WithoutExactlyOneWellFormedElement_Answers400(string inner) =>
        Assert.That((await PostXmlAsync("Component", Document("X", "process", inner))).Status, Is.EqualTo(400));

    [Test]
    public async Task Create_AsJson_Answers400() => Assert.That((await PostAsync("Component", "{\"name\":\"x\"}")).Status, Is.EqualTo(400));

    [Test]
    public async Task Get_WithJsonAccept_StillAnswersXml()
    {
        var answer = await GetAsync("Component/" + AddProcess(1));
        Assert.That(answer.MediaType, Is.EqualTo("application/xml"));
        Assert.That(answer.Xml.Name.LocalName, Is.EqualTo("Component"));
    }

    [Test]
    public async Task C15_UpdateWithAnotherIdInTheBody_Answers400()
    {
        var id = AddProcess(1);
        Assert.That((await UpdateAsync(id, Process(), $"componentId=\"{Guid(2)}\"")).Status, Is.EqualTo(400));
        Assert.That((await UpdateAsync(id, Process(), $"componentId=\"{id}\"")).Status, Is.EqualTo(200));
        Assert.That((await UpdateAsync(id, Process(), "componentId=\"\"")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task C16_BranchId_CreatesAndUpdatesOnThatBranchOnly()
    {
        var id = AddProcess(1);
        var branch = NewBranch("promo-1");
        var updated = await UpdateAsync(id, Process(Guid(9)), $"branchId=\"{branch}\"");
        var created = await PostXmlAsync("Component", Document("New", "process", Process(), $"branchId=\"{branch}\""));
        var only = created.Attribute("componentId");
        Assert.That(updated.Attribute("branchName"), Is.EqualTo("promo-1"));
        Assert.That(updated.Attribute("currentVersion"), Is.EqualTo("false"));
        Assert.That((await GetAsync($"Component/{id}")).Attribute("version"), Is.EqualTo("1"));
        Assert.That((await GetAsync($"Component/{id}~{branch}")).Attribute("version"), Is.EqualTo("2"));
        Assert.That((await GetAsync($"Component/{only}")).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"Component/{only}~{branch}")).Attribute("name"), Is.EqualTo("New"));
    }

    [Test]
    public async Task C17_InheritedComponent_ComesWithMainsBranchId()
    {
        var id = AddProcess(1);
        var branch = NewBranch("promo-1");
        var answer = await GetAsync($"Component/{id}~{branch}");
        Assert.That(answer.Attribute("branchId"), Is.EqualTo(World.MainBranch(Account).Id));
        Assert.That(answer.Attribute("branchName"), Is.EqualTo("main"));
    }

    [Test]
    public async Task C17_InheritedComponent_IsSeenAsItWasWhenTheBranchWasCut()
    {
        var id = AddProcess(1);
        var branch = NewBranch("promo-1");
        World.UpdateComponent(Account, id, Process(Guid(7)));
        Assert.That((await GetAsync($"Component/{id}~{branch}")).Attribute("version"), Is.EqualTo("1"));
    }

    [Test]
    public async Task C18_ComponentMadeOnMainAfterTheBranchPoint_CannotBeUpdatedOnTheBranch()
    {
        var branch = NewBranch("promo-1");
        var id = AddProcess(1);
        var answer = await UpdateAsync(id, Process(), $"branchId=\"{branch}\"");
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Message, Does.Match("ComponentId .* is invalid"));
        Assert.That((await GetAsync($"Component/{id}~{branch}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C19_Versions_AreOneSequenceOverAllBranches()
    {
        var id = AddProcess(1);
        var branch = NewBranch("promo-1");
        var second = await UpdateAsync(id, Process(Guid(8)), $"branchId=\"{branch}\"");
        var third = await UpdateAsync(id, Process(Guid(9)));
        Assert.That((second.Attribute("version"), third.Attribute("version")), Is.EqualTo(("2", "3")));
        Assert.That((await GetAsync($"Component/{id}~2")).Attribute("branchName"), Is.EqualTo("promo-1"));
        Assert.That((await GetAsync($"Component/{id}~4")).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"Component/{id}~0")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C20_TildeOnPost_Is404ForCreateAnd400ForUpdate()
    {
        var id = AddProcess(1);
        var branch = NewBranch("promo-1");
        Assert.That((await PostXmlAsync($"Component~{branch}", Document("X", "process", Process()))).Status, Is.EqualTo(404));
        Assert.That((await PostXmlAsync($"Component/{id}~{branch}", Document("X", "process", Process()))).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C21_LockedComponent_RefusesUpdatesUntilUnlocked()
    {
        var id = AddProcess(1);
        await SendAsync(HttpMethod.Put, $"/__admin/accounts/{Account}/components/{id}/lock", null, null, null);
        var locked = await UpdateAsync(id, Process());
        Assert.That(locked.Status, Is.EqualTo(400));
        Assert.That(locked.Message, Does.Contain($"Component {id} is currently locked by another user."));
        await SendAsync(HttpMethod.Delete, $"/__admin/accounts/{Account}/components/{id}/lock", null, null, null);
        Assert.That((await UpdateAsync(id, Process())).Status, Is.EqualTo(200));
    }

    [TestCase("<process xmlns=\"\" b='1'  a=\"2\"><!-- a > b --><x><![CDATA[<raw & 'text'>]]></x>\r\n\t<y z=\"&#10;&quot;\"/ ></process>", false)]
    [TestCase("<process xmlns=\"\" b='1'  a=\"2\"><!-- a > b --><x><![CDATA[<raw & 'text'>]]></x>\r\n\t<y z=\"&#10;&quot;é&#x1F600;\"   /><?pi d?></process  >", true)]
    [TestCase("\n  <map xmlns=\"\">ü</map>\r\n", true)]
    public async Task C22_ObjectBytes_SurviveUnchanged(string inner, bool wellFormed)
    {
        var created = await PostXmlAsync("Component", Document("X", "process", inner));
        Assert.That(created.Status, Is.EqualTo(wellFormed ? 200 : 400));
        if (wellFormed)
        {
            var read = await GetAsync("Component/" + created.Attribute("componentId"));
            Assert.That(read.Text, Does.Contain($"<bns:object>{inner}</bns:object>"));
        }
    }

    [Test]
    public async Task C22_PrefixesDeclaredOutside_StayDeclared()
    {
        var document = $"<c:Component xmlns:c=\"{Bns}\" xmlns:q=\"urn:q\" name=\"X\" type=\"process\"><c:object><p xmlns=\"\"><q:r/></p></c:object></c:Component>";
        var created = await PostXmlAsync("Component", document);
        var inner = created.Xml.Descendants().Single(e => e.Name.LocalName == "r");
        Assert.That(inner.Name.NamespaceName, Is.EqualTo("urn:q"));
        Assert.That(inner.Parent!.Name, Is.EqualTo((XName)"p"));
    }

    [Test]
    public async Task Update_ReplacesTheWholeDocument()
    {
        var id = AddProcess(1, Guid(2));
        var answer = await PostXmlAsync($"Component/{id}", Document("Renamed", "process", "<process xmlns=\"\"/>"));
        Assert.That(answer.Attribute("name"), Is.EqualTo("Renamed"));
        Assert.That(answer.Text, Does.Contain("<bns:object><process xmlns=\"\"/></bns:object>"));
        Assert.That(answer.Attribute("folderFullPath"), Is.EqualTo("Acme/Orders"));
    }

    [Test]
    public async Task DescriptionAndOverrides_AreKept()
    {
        const string Overrides = "<Overrides xmlns=\"\"><Connections/></Overrides>";
        var document = Document("X", "process", Process())
            .Replace("<bns:description/>", "<bns:description>a &lt; b</bns:description>", StringComparison.Ordinal)
            .Replace("</bns:Component>", $"<bns:processOverrides>{Overrides}</bns:processOverrides></bns:Component>", StringComparison.Ordinal);
        var created = await PostXmlAsync("Component", document);
        Assert.That(created.Text, Does.Contain("<bns:description>a &lt; b</bns:description>"));
        Assert.That(created.Text, Does.Contain($"<bns:processOverrides>{Overrides}</bns:processOverrides>"));
    }

    [Test]
    public async Task AccountWithoutBranching_IgnoresBranchIdAndRefusesBranches()
    {
        World.AddAccount("plain-1", "Plain", Account, branchingEnabled: false);
        var answer = await SendAsync(
            HttpMethod.Post, "/api/rest/v1/plain-1/Component", Document("X", "process", Process(), "branchId=\"Qjo5OTk\""), "application/xml", "application/xml");
        Assert.That(answer.Attribute("branchName"), Is.EqualTo("main"));
        var branches = await SendAsync(HttpMethod.Post, "/api/rest/v1/plain-1/Branch/query", "{\"QueryFilter\":{}}", "application/json", "application/json");
        Assert.That((branches.Status, branches.Message), Is.EqualTo((400, branches.Message)));
        Assert.That(branches.Message, Does.Contain("Access denied"));
    }

    [Test]
    public async Task Bulk_ReturnsWholeComponents()
    {
        var id = AddProcess(1);
        var answer = await PostXmlAsync("Component/bulk", Bulk(id));
        var result = answer.Xml.Elements().Single().Elements().Single();
        Assert.That(result.Attribute("componentId")!.Value, Is.EqualTo(id));
        Assert.That(result.Descendants("process").Count(), Is.EqualTo(1));
    }

    internal static string Bulk(params string[] ids) =>
        $"<BulkRequest xmlns=\"{Bns}\" type=\"GET\">{string.Concat(ids.Select(id => $"<request id=\"{id}\"/>"))}</BulkRequest>";

    private Task<Answer> UpdateAsync(string id, string inner, string attributes = "") => PostXmlAsync($"Component/{id}", Document("P", "process", inner, attributes));
}

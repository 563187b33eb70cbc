using System.Text.Json;

namespace BoomiEmulator.Tests.Platform;

internal sealed class ComponentDiffTests : PlatformFixture
{
    private const string Older = "<process xmlns=\"\" mode=\"a\"><shapes><shape name=\"s1\" x=\"1\"/><shape name=\"s2\"><note>old</note></shape><shape name=\"s3\"/></shapes></process>";
    private const string Newer = "<process xmlns=\"\" mode=\"b\"><shapes><shape name=\"s3\"/><shape name=\"s2\"><note>new</note></shape><shape name=\"s4\" y=\"2\"/></shapes></process>";

    [Test]
    public async Task Diff_NamesWhatWasAddedDeletedAndModified_AcrossBranches()
    {
        var id = World.AddComponent(Account, string.Empty, "process", string.Empty, "Sync", Older).ComponentId;
        World.UpdateComponent(Account, id, Newer, NewBranch("promo"));
        var answer = await PostAsync("ComponentDiffRequest", Body(id, 1, 2));
        Assert.That(answer.Json.GetProperty("@type").GetString(), Is.EqualTo("ComponentDiffResponse"));
        Assert.That(answer.Json.GetProperty("message").GetString(), Is.EqualTo($"Diffed Versions 1 and 2 of Component: Sync (Type = process, ID = {id})"));
        var diff = answer.Json.GetProperty("GenericDiff");
        var added = Changes(diff, "addition").Single();
        Assert.That(added.GetProperty("elementKey").GetProperty("key-part")[0].GetProperty("value").GetString(), Is.EqualTo("s4"));
        Assert.That(added.GetProperty("newValue").GetProperty("xpath").GetString(), Is.EqualTo("/Component[1]/object[1]/process[1]/shapes[1]/shape[3]"));
        Assert.That(added.GetProperty("newValue").GetProperty("value").GetString(), Is.EqualTo("<shape name=\"s4\" y=\"2\" />"));
        Assert.That(Changes(diff, "deletion").Single().GetProperty("oldValue").GetProperty("value").GetString(), Does.Contain("s1"));
        Assert.That(
            Changes(diff, "modification").Select(change => (change.GetProperty("type").GetString(), Value(change, "oldValue"), Value(change, "newValue"))),
            Is.EquivalentTo(new[] { ("attribute", "a", "b"), ("text", "old", "new") }));
        Assert.That(diff.GetProperty("modification").GetProperty("total").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task Diff_InXml_HasTheValueAsText()
    {
        var id = World.AddComponent(Account, string.Empty, "process", string.Empty, "Sync", Older).ComponentId;
        World.UpdateComponent(Account, id, Newer);
        var answer = await PostXmlAsync("ComponentDiffRequest", $"<ComponentDiffRequest xmlns=\"{Bns}\" componentId=\"{id}\" sourceVersion=\"1\" targetVersion=\"2\"/>");
        var value = answer.Xml.Descendants().First(e => e.Name.LocalName == "newValue" && e.Attribute("xpath")!.Value.EndsWith("@mode", StringComparison.Ordinal));
        Assert.That(value.Value, Is.EqualTo("b"));
    }

    [Test]
    public async Task Diff_OfEqualContent_IsEmpty_AndOfNonsense_Answers400()
    {
        var id = World.AddComponent(Account, string.Empty, "process", string.Empty, "Sync", Older).ComponentId;
        World.UpdateComponent(Account, id, Older);
        Assert.That((await PostAsync("ComponentDiffRequest", Body(id, 1, 2))).Json.GetProperty("GenericDiff").EnumerateObject().Count(), Is.EqualTo(1), "only @type");
        Assert.That((await PostAsync("ComponentDiffRequest", Body(id, 2, 2))).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("ComponentDiffRequest", Body(id, 1, 9))).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("ComponentDiffRequest", Body(Guid(77), 1, 2))).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("ComponentDiffRequest", "{}")).Status, Is.EqualTo(400));
    }

    private static string Body(string id, int source, int target) => $"{{\"componentId\":\"{id}\",\"sourceVersion\":{source},\"targetVersion\":{target}}}";

    private static IEnumerable<JsonElement> Changes(JsonElement diff, string kind) => diff.GetProperty(kind).GetProperty("change").EnumerateArray();

    private static string? Value(JsonElement change, string side) => change.GetProperty(side).GetProperty("value").GetString();
}

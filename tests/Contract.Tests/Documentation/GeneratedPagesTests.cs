using Contract.Actions;
using Contract.Documentation;
using Testing;

namespace Contract.Tests.Documentation;

/// <summary>Pages that are made from the protos are current. With PROMOTION_WRITE_DOCS=1 they are written instead.</summary>
public sealed class GeneratedPagesTests
{
    private static readonly ActionCatalogue Catalogue = ActionCatalogue.Load();

    private static bool Writes => Environment.GetEnvironmentVariable("PROMOTION_WRITE_DOCS") == "1";

    [Test]
    public void ActionsPage_IsWhatTheProtosSay() => AssertCurrent(Path.Combine(Repository.Root, "docs", "actions.md"), ActionReference.Write(Catalogue));

    [Test]
    public void Readme_WithTheMarks_HasTheTableOfTheProtos()
    {
        var path = Path.Combine(Repository.Root, "README.md");
        var current = ActionTable.Insert(File.ReadAllText(path), ActionTable.Write(Catalogue, action => $"docs/actions.md#{action.Name.ToLowerInvariant()}"));

        Assert.That(current, Is.Not.Null, $"README.md must hold the lines {ActionTable.Begin} and {ActionTable.End}.");
        AssertCurrent(path, current!);
    }

    [Test]
    public void Insert_BetweenTheMarks_ReplacesWhatIsThereAndNothingElse()
    {
        var page = $"before\n{ActionTable.Begin}\nold\n{ActionTable.End}\nafter\n";

        Assert.That(ActionTable.Insert(page, "new\n"), Is.EqualTo($"before\n{ActionTable.Begin}\nnew\n{ActionTable.End}\nafter\n"));
        Assert.That(ActionTable.Insert("without marks", "new\n"), Is.Null);
    }

    [Test]
    public void Page_NamesEveryActionAndField()
    {
        var page = ActionReference.Write(Catalogue);

        foreach (var action in Catalogue.Actions)
        {
            Assert.That(page, Does.Contain($"\n## {action.Name}\n"));
        }

        Assert.That(page, Does.Contain("| `decision` | string | required; `APPROVED`, `REJECTED` |"));
        Assert.That(page, Does.Contain("| `components[].componentId` | string | required |"));
        Assert.That(page, Does.Contain("| `dryRun` + | boolean |  |"));
        Assert.That(page, Does.Contain("| `branchId` | string | may be absent |"));
    }

    private static void AssertCurrent(string path, string expected)
    {
        if (Writes)
        {
            File.WriteAllText(path, expected);
        }

        Assert.That(File.Exists(path) ? File.ReadAllText(path) : string.Empty, Is.EqualTo(expected), $"{path} is not current; run the tests with PROMOTION_WRITE_DOCS=1.");
    }
}

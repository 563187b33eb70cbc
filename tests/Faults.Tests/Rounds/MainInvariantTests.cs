namespace Faults.Tests.Rounds;

/// <summary>The suite notices what it is there to notice: components twice, missing or of another version on main and in packs.</summary>
[TestFixture]
public sealed class MainInvariantTests
{
    private static readonly StoryRoot Deployed = new("dev", "top", "step", "Story") { Packages = 3, Deployed = 2, Pack = "alice" };
    private static readonly SeenComponent Top = new("Story");
    private static readonly SeenComponent Step = new("Story step", "<script>return '2'</script>");
    private static readonly SeenRelease Release = new("alice", "Story", "<process/><script>return '2'</script>");

    [Test]
    public void Main_AsTheLastDeploymentLeftIt_IsWhole() => Assert.That(OnMain(Deployed, Top, Step), Is.Empty);

    [Test]
    public void Main_WithAComponentTwice_IsNamed() => Assert.That(OnMain(Deployed, Top, Step, Step), Has.One.StartsWith("main holds Story step 2 times"));

    [Test]
    public void Main_WithoutWhatWasDeployed_IsNamed() => Assert.That(OnMain(Deployed, Step), Has.One.StartsWith("main holds Story 0 times"));

    [Test]
    public void Main_WithAVersionThatWasNotDeployedLast_IsNamed() =>
        Assert.That(OnMain(Deployed, Top, Step with { Content = "<script>return '3'</script>" }), Has.One.EndsWith("but version 2 was deployed last"));

    [Test]
    public void Main_WithWhatNeverWasDeployed_IsNamed() => Assert.That(OnMain(Deployed with { Deployed = 0 }, Top), Has.One.StartsWith("main holds Story 1 times"));

    [Test]
    public void Main_WithAFolderTwice_IsNamed() =>
        Assert.That(MainInvariants.Holds([], new SettledWorld { Folders = ["A", "A/B", "A"] }).Single(), Is.EqualTo("folder A is there twice"));

    [Test]
    public void Main_WrittenToWithoutAMerge_IsNamed() =>
        Assert.That(MainInvariants.Holds([], new SettledWorld { WrittenPastMerges = ["Story, version 3"] }).Single(), Does.EndWith("than a merge: Story, version 3"));

    [Test]
    public void Pack_WithAnotherVersion_WithNone_OrWithTwo_IsNamed()
    {
        Assert.That(Released(Release), Is.Empty);
        Assert.That(Released(Release with { Content = "<process/><script>return '1'</script>" }), Has.One.Items);
        Assert.That(Released(Release with { Pack = "bob" }), Has.One.StartsWith("pack alice has Story 0 times"));
        Assert.That(Released(Release, Release), Has.One.StartsWith("pack alice has Story 2 times"));
    }

    private static List<string> OnMain(StoryRoot root, params SeenComponent[] components) => [.. MainInvariants.Holds([root], new SettledWorld { Components = components })];

    private static List<string> Released(params SeenRelease[] releases) => [.. MainInvariants.Released([Deployed], new SettledWorld { Releases = releases })];
}

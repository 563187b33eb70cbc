using Microsoft.Extensions.Configuration;

namespace Schedulers.Tests;

/// <summary>Settings are checked as a whole at start.</summary>
[TestFixture]
public sealed class SchedulerOptionsTests
{
    [Test]
    public void Problems_OfTheDefaults_AreNone() => Assert.That(new SchedulerOptions().Problems(), Is.Empty);

    [Test]
    public void Build_WithSeveralProblems_NamesThemAll()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => SchedulersApp.Build([], builder => builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create("Schedulers:EngineAddress", (string?)"nowhere"),
            KeyValuePair.Create("Schedulers:PublishOutbox", (string?)"00:00:00.1"),
            KeyValuePair.Create("Schedulers:RecoverRuns", (string?)"-00:00:05"),
        ])));

        Assert.That(refused!.Message, Does.Contain("nowhere").And.Contain("PublishOutbox").And.Contain("RecoverRuns"));
    }

    [Test]
    public void Problems_OfAJobThatIsSwitchedOff_AreNone() => Assert.That(new SchedulerOptions { SweepOrphanBranches = TimeSpan.Zero }.Problems(), Is.Empty);
}

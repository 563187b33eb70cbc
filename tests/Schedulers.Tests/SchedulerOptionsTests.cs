using Microsoft.Extensions.Configuration;

namespace Schedulers.Tests;

/// <summary>Settings are checked as a whole at start.</summary>
[TestFixture]
public sealed class SchedulerOptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void Problems_OfTheDefaults_AreNone() => Assert.That(new SchedulerOptions().Problems(Now), Is.Empty);

    [Test]
    public void Build_WithSeveralProblems_NamesThemAllAndNoPassword()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => SchedulersApp.Build([], builder => builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create("Schedulers:EngineAddress", (string?)"nowhere"),
            KeyValuePair.Create("Schedulers:Postgres", (string?)"Password=hidden-word;Nonsense=1"),
            KeyValuePair.Create("Schedulers:CheckIn", (string?)"00:00:00"),
            KeyValuePair.Create("Schedulers:PostgresPatience", (string?)"-00:00:01"),
            KeyValuePair.Create("Schedulers:Jobs:PublishOutbox", (string?)"00:00:00.1"),
            KeyValuePair.Create("Schedulers:Jobs:RecoverRuns", (string?)"0 0 25 * * ?"),
            KeyValuePair.Create("Schedulers:Jobs:Nightly", (string?)"never"),
            KeyValuePair.Create("Engine:CertificateAuthorityFile", (string?)"/nowhere/authorities.pem"),
        ])));

        Assert.Multiple(() =>
        {
            Assert.That(refused!.Message, Does.Contain("nowhere").And.Contain("Schedulers:Postgres").And.Contain("CheckIn").And.Contain("PostgresPatience").And.Contain("Jobs:PublishOutbox"));
            Assert.That(refused!.Message, Does.Contain("0 0 25 * * ?").And.Contain("Nightly is no job; the jobs are PublishOutbox"));
            Assert.That(refused!.Message, Does.Contain("Engine:SharedKey is not set").And.Contain("/nowhere/authorities.pem").And.Not.Contain("hidden-word"));
        });
    }

    [TestCase("never", true)]
    [TestCase(" NEVER ", true)]
    [TestCase("00:00:01", false)]
    [TestCase("7.00:00:00", false)]
    [TestCase("0 0/15 * * * ?", false)]
    [TestCase("0 0 0 1 1 ? 2027", false)]
    public void Read_OfASchedule_TakesItAsWritten(string text, bool isNever)
    {
        Assert.That(JobSchedule.Read(text, Now, out var schedule), Is.Null);
        Assert.That(schedule!.IsNever, Is.EqualTo(isNever));
    }

    [TestCase("")]
    [TestCase("sometimes")]
    [TestCase("5")]
    [TestCase("00:00:00")]
    [TestCase("-00:00:05")]
    [TestCase("8.00:00:00")]
    [TestCase("* * *")]
    [TestCase("0 0 0 31 2 ?")]
    [TestCase("0 0 0 1 1 ? 2020")]
    public void Read_OfWhatIsNoSchedule_SaysSo(string text)
    {
        Assert.That(JobSchedule.Read(text, Now, out var schedule), Does.Contain(text));
        Assert.That(schedule, Is.Null);
    }
}

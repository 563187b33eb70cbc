using BoomiEmulator.Journal;

namespace BoomiEmulator.Tests.Platform;

internal sealed class JournalTests : PlatformFixture
{
    [Test]
    public async Task Requests_AreRecordedWithTheirOperation()
    {
        await GetAsync("component/" + AddProcess(1) + "/");
        await PostAsync("Branch/query", "{\"QueryFilter\":{}}");
        await SendAsync(HttpMethod.Get, $"/partner/api/rest/v1/{Account}/Branch/x?overrideAccount={Sub}", null, null, null);
        var entries = await EntriesAsync(3);
        Assert.That(entries.Select(e => (e.Sequence, e.Method, e.Operation, e.Account, e.Status)), Is.EqualTo(new[]
        {
            (1L, "GET", "Component.get", Account, 200), (2L, "POST", "Branch.query", Account, 200), (3L, "GET", "Branch.get", Sub, 400),
        }));
        Assert.That(entries[2].Path, Does.EndWith($"/Branch/x?overrideAccount={Sub}"));
        Assert.That(entries[0].User, Is.EqualTo("BOOMI_TOKEN.service@acme.test"));
        Assert.That(entries[0].Time, Is.EqualTo(Clock.GetUtcNow()));
    }

    [Test]
    public async Task Counts_AreByOperationAndAccount()
    {
        for (var i = 0; i < 3; i++)
            await GetAsync("Branch/x");

        await GetAsync("Branch/x", account: Sub);
        await EntriesAsync(4);
        Assert.That(Host.Journal.Counts(), Is.EqualTo(new Dictionary<string, long> { ["Branch.get"] = 4 }));
        Assert.That(Host.Journal.Counts(Sub), Is.EqualTo(new Dictionary<string, long> { ["Branch.get"] = 1 }));
    }

    [Test]
    public async Task Admin_QueriesCountsAndClears()
    {
        await GetAsync("Branch/x");
        await GetAsync("Folder/x");
        await EntriesAsync(2);
        var journal = await SendAsync(HttpMethod.Get, $"/__admin/journal?operation=folder.get&account={Account}&since=1", null, null, null);
        Assert.That(journal.Json.EnumerateArray().Single().GetProperty("sequence").GetInt64(), Is.EqualTo(2));
        var counts = await SendAsync(HttpMethod.Get, "/__admin/counts", null, null, null);
        Assert.That(counts.Json.GetProperty("Folder.get").GetInt64(), Is.EqualTo(1));
        await SendAsync(HttpMethod.Delete, "/__admin/journal", null, null, null);
        Assert.That(Host.Journal.Entries(), Is.Empty);
        Assert.That(Host.Journal.Counts(), Is.Empty);
    }

    [Test]
    public void Ring_ForgetsTheOldestAndKeepsTheCounts()
    {
        var journal = new RequestJournal(3);
        for (var i = 0; i < 5; i++)
            journal.Add(new JournalEntry(0, Clock.GetUtcNow(), "GET", $"/{i}", "a", "u", "X.get", 200, 1, null));

        Assert.That(journal.Entries().Select(entry => entry.Path), Is.EqualTo(new[] { "/2", "/3", "/4" }));
        Assert.That(journal.Entries(since: 4).Single().Sequence, Is.EqualTo(5));
        Assert.That(journal.Counts()["X.get"], Is.EqualTo(5));
    }

    private async Task<IReadOnlyList<JournalEntry>> EntriesAsync(int count)
    {
        // A request is recorded when it is done, a moment after its answer has arrived.
        for (var i = 0; i < 200 && Host.Journal.Last < count; i++)
            await Task.Delay(10);

        return Host.Journal.Entries();
    }
}

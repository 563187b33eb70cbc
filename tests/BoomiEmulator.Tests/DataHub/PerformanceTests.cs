using System.Diagnostics;
using BoomiEmulator.DataHub.Queries;

namespace BoomiEmulator.Tests.DataHub;

/// <summary>Work is counted; the bounds on time are so generous that only a hang exceeds them.</summary>
internal sealed class PerformanceTests : DataHubTestBase
{
    [Test]
    public void QueryByKeys_LooksAtTheRecordsOfTheIndexOnly()
    {
        Seed(10_000);
        var tested = 0;
        Criterion Equal(string field, string value) => new(record =>
        {
            tested++;
            return record.Content[field] == value;
        })
        {
            Lookup = (field, value),
        };

        var keys = Enumerable.Range(1, 100).Select(number => Equal("DEVCOMPONENTID", $"component-{number * 97:D5}")).ToList();
        var or = World.Enter(hub => new RecordFilter(Or: true, keys, RecordIds: null).Select(hub.Find(hub.State.Repositories[0], Universe)!).Count());
        var testedByOr = tested;
        tested = 0;
        var both = new[] { Equal("DEVACCOUNTID", "acme-DEV001"), Equal("DEVCOMPONENTID", "component-00097") };
        var and = World.Enter(hub => new RecordFilter(Or: false, both, RecordIds: null).Select(hub.Find(hub.State.Repositories[0], Universe)!).Count());

        Assert.Multiple(() =>
        {
            Assert.That((or, and), Is.EqualTo((100, 1)));
            Assert.That(testedByOr, Is.LessThanOrEqualTo(100 * 100));
            Assert.That(tested, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task TenThousandRecords_QueriesOfAHundredKeysAndFullBatches_StayQuick()
    {
        Seed(10_000);
        var keys = string.Concat(Enumerable.Range(1, 100).Select(number =>
            $"<fieldValue><fieldId>DEVCOMPONENTID</fieldId><operator>EQUALS</operator><value>component-{number * 97:D5}</value></fieldValue>"));
        var updates = Enumerable.Range(1, 200).Select(number => Entity("acme-DEV001", $"component-{number:D5}", "Renamed")).ToArray();
        await QueryAsync($"<filter op='OR'>{keys}</filter>");

        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 20; round++)
        {
            var reply = await QueryAsync($"<filter op='OR'>{keys}</filter>");
            Assert.That(reply.Xml.Attribute("totalCount")?.Value, Is.EqualTo("100"));
        }

        var queries = clock.Elapsed;
        clock.Restart();
        for (var round = 0; round < 5; round++)
        {
            var status = await UpsertAsync(Batch(updates));
            Assert.That(status.Element("updatedCount")?.Value, Is.EqualTo("200"));
        }

        TestContext.Out.WriteLine($"20 queries {queries.TotalMilliseconds:F0} ms, 5 batches {clock.ElapsedMilliseconds} ms");
        Assert.That(queries, Is.LessThan(TimeSpan.FromSeconds(30)));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }
}

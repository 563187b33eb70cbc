using System.Diagnostics;

namespace BoomiEmulator.Tests.DataHub;

/// <summary>Generous bounds: they catch work that grows with the square of the records, not a slow machine.</summary>
internal sealed class PerformanceTests : DataHubTestBase
{
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
        Assert.That(queries, Is.LessThan(TimeSpan.FromSeconds(4)));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
    }
}

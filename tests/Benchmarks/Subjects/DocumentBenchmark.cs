using System.Text;
using System.Xml;
using Benchmarks.Measuring;
using PromotionEngine.Components;

namespace Benchmarks.Subjects;

/// <summary>Rewriting and stripping a document, against copying it from an XmlReader to an XmlWriter in the same minute.</summary>
internal sealed class DocumentBenchmark : IBenchmark
{
    // At least half the speed is at most twice the time.
    private const double TimesTheCopy = 2;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <inheritdoc/>
    public string Name => "documents";

    /// <inheritdoc/>
    public Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        Measure(table, "8 KB", 8 * 1024);
        Measure(table, "1 MB", 1024 * 1024);
        return Task.CompletedTask;
    }

    private void Measure(FigureTable table, string size, int characters)
    {
        var ids = Enumerable.Range(1, 1_000).ToDictionary(at => $"{at:x8}-1111-4111-8111-111111111111", at => $"{at:x8}-2222-4222-8222-222222222222", StringComparer.OrdinalIgnoreCase);
        var known = ids.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var xml = Document(characters, [.. ids.Keys]);
        var plan = new TransformPlan { IdMap = ids, KnownIds = known, Envelope = new TargetEnvelope { BranchId = "QjoxMjM" } };
        var result = DocumentTransform.Apply(ComponentDocument.Parse(xml), plan);
        var medians = Times.Compare(
            Duration,
            () => Copy(xml),
            () => DocumentTransform.Apply(ComponentDocument.Parse(xml), plan),
            () => CanonicalForm.Canonical(xml),
            () => LeakCheck.FindForbidden(result.Xml, known, result.StrippedValues),
            () => ReferenceScanner.Find(ComponentDocument.Parse(xml), known));
        table.Add(new Figure(Name, $"{size}: copying", medians[0], Bound: null, "µs"));
        table.Add(new Figure(Name, $"{size}: rewriting and stripping ({result.ReferencesRewritten} IDs, {result.Stripped.Count} places)", medians[1], medians[0] * TimesTheCopy, "µs"));
        table.Add(new Figure(Name, $"{size}: canonical form", medians[2], Bound: null, "µs"));
        table.Add(new Figure(Name, $"{size}: looking for leaks", medians[3], Bound: null, "µs"));
        table.Add(new Figure(Name, $"{size}: reading references", medians[4], Bound: null, "µs"));
    }

    private static int Copy(string xml)
    {
        var text = new StringBuilder(xml.Length);
        using (var reader = XmlReader.Create(new StringReader(xml), Reading))
        using (var writer = XmlWriter.Create(text))
        {
            writer.WriteNode(reader, defattr: false);
        }

        return text.Length;
    }

    // An operation in front, with the places that are stripped, and shapes of a process behind it up to the size.
    private static string Document(int characters, IReadOnlyList<string> ids)
    {
        var text = new StringBuilder(characters + 2_048);
        text.Append("""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <bns:Component xmlns:bns="http://api.platform.boomi.com/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" componentId="aaaaaaaa-1111-4111-8111-111111111111" version="3" name="Send orders" type="process" folderId="RjoxMjM0" folderFullPath="ABC/Orders">
              <bns:encryptedValues/>
              <bns:description>Sends orders &amp; waits.</bns:description>
              <bns:object>
                <process allowSimultaneous="true" workload="general">
                  <settings><field id="url" type="string" value="https://orders.abc.example/v2"/><field id="path" type="string" value="/orders"/><properties key="x-api-key" value="an-invented-key-of-orders"/><password>an-invented-word</password></settings>
                  <shapes>

            """);
        for (var at = 0; text.Length < characters; at++)
        {
            text.Append($"""
                        <shape image="map_icon" name="shape{at}" shapetype="map" userlabel="To the canonical order" x="{48 + at}.0" y="46.0">
                          <configuration><map mapId="{ids[at % ids.Count]}"/></configuration>
                          <dragpoints><dragpoint name="shape{at}.dragpoint1" toShape="shape{at + 1}" x="{257 + at}.0" y="54.0"/></dragpoints>
                        </shape>
                        <shape image="notify_icon" name="note{at}" shapetype="notify" userlabel="" x="{96 + at}.0" y="46.0">
                          <configuration><notify title=""><notifyMessage>Order {at} was sent; its documents go on.</notifyMessage><notifyMessageLevel>INFO</notifyMessageLevel></notify></configuration>
                          <dragpoints/>
                        </shape>

                """);
        }

        return text.Append("      </shapes>\n    </process>\n  </bns:object>\n  <bns:processOverrides/>\n</bns:Component>\n").ToString();
    }
}

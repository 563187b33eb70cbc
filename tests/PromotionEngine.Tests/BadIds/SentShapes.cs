using System.Collections.Concurrent;

namespace PromotionEngine.Tests.BadIds;

/// <summary>Remembers what each request to Boomi does, as it is sent: verb, account and address, with the IDs left out that stand where an ID may stand.</summary>
internal sealed class SentShapes(HttpMessageHandler connection) : DelegatingHandler(connection)
{
    private static readonly string[] Words = ["query", "queryMore", "bulk", "execute"];
    private static readonly string[] HubWords = ["mdm", "universes", "records", "query", "updates", "sources", "entities", "enddate", "purge"];

    private readonly ConcurrentQueue<string> _shapes = new();

    /// <summary>Takes what was sent since the last time.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_shapes.TryDequeue(out var shape))
        {
            taken.Add(shape);
        }

        return taken;
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _shapes.Enqueue($"{request.Method} {ShapeOf(request.Method, request.RequestUri!)}");
        return base.SendAsync(request, cancellationToken);
    }

    // /api/rest/v1/{account}/{type} and then nothing, an ID, or, where something is posted, a word and perhaps an ID.
    private static string ShapeOf(HttpMethod method, Uri address)
    {
        var parts = address.AbsolutePath.Split('/');
        var isHub = parts[1] == "mdm";
        var first = parts[1] == "partner" ? 7 : 6;
        for (var index = 1; index < parts.Length; index++)
        {
            var isPlace = isHub ? !HubWords.Contains(parts[index], StringComparer.Ordinal) : index >= first && (method != HttpMethod.Post || !Words.Contains(parts[index], StringComparer.Ordinal));
            parts[index] = isPlace && parts[index].Length > 0 ? "{id}" : parts[index];
        }

        return string.Join('/', parts) + address.Query + address.Fragment;
    }
}

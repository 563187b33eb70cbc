using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>The client of the repository that holds the golden records, one for a process.</summary>
public sealed class DataHubClient
{
    private readonly DataHubOptions _options;
    private readonly DataHubTransport _transport;
    private readonly BatchWriter _batches;
    private readonly ConcurrentDictionary<string, string> _universes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A client.</summary>
    /// <param name="http">Connection; <see cref="Platform.PlatformClient.CreateHttpClient"/> makes one with the right settings.</param>
    /// <param name="options">Address, credentials and limits.</param>
    /// <param name="time">Clock of time limits and waits.</param>
    /// <param name="logger">Log; null for none.</param>
    /// <param name="jitter">Numbers from 0 to below 1 that spread repeats; null for random ones.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message names every problem.</exception>
    public DataHubClient(HttpClient http, DataHubOptions options, TimeProvider time, ILogger<DataHubClient>? logger = null, Func<double>? jitter = null)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _options = options;
        var address = options.RepositoryAddress!.AbsoluteUri.TrimEnd('/');
        var root = address.EndsWith("/mdm", StringComparison.OrdinalIgnoreCase) ? address : $"{address}/mdm";
        var credentials = new BoomiCredentials(() => (options.User, options.Token));
        _transport = new DataHubTransport(http, options, root, credentials, time, (ILogger?)logger ?? NullLogger.Instance, jitter ?? Random.Shared.NextDouble);
        _batches = new BatchWriter(this, _transport, options, time);
        foreach (var (model, universe) in options.Universes)
        {
            _universes[model] = universe;
        }
    }

    /// <summary>All active records that <paramref name="filter"/> matches, page after page; equalities are compared again here, case included.</summary>
    public Task<IReadOnlyList<GoldenRecord>> QueryAsync(GoldenRecordModel model, RecordFilter filter, RecordSort? sort = null, CancellationToken cancellationToken = default) =>
        PagesAsync(model, filter, sort, links: false, cancellationToken);

    /// <summary>
    /// All active records whose <paramref name="field"/> is one of <paramref name="values"/>: a query per hundred values, in parallel. DataHub's filters are
    /// flat, so what else must hold is for the caller to check.
    /// </summary>
    public Task<IReadOnlyList<GoldenRecord>> QueryAnyAsync(
        GoldenRecordModel model,
        string field,
        IReadOnlyCollection<string> values,
        CancellationToken cancellationToken = default) =>
        AnyAsync(model, field, values, filter => PagesAsync(model, filter, sort: null, links: false, cancellationToken), cancellationToken);

    /// <summary>
    /// Writes entities and follows the batches to their end. An entity whose golden record the source wrote before under another ID keeps that ID, so that
    /// it is updated and does not collide. Answers in the order of <paramref name="writes"/>; a quarantined entity is told, not thrown.
    /// </summary>
    /// <exception cref="DataHubException">A batch was refused, or did not end in time.</exception>
    public Task<IReadOnlyList<WriteOutcome>> UpsertAsync(
        GoldenRecordModel model,
        string source,
        IReadOnlyList<GoldenRecordWrite> writes,
        CancellationToken cancellationToken = default) => _batches.UpsertAsync(model, source, writes, window: null, cancellationToken);

    /// <summary>Does the same while <paramref name="window"/> is open.</summary>
    /// <exception cref="DataHubException">A batch was refused, or did not end in time.</exception>
    internal Task<IReadOnlyList<WriteOutcome>> UpsertAsync(
        GoldenRecordModel model,
        string source,
        IReadOnlyList<GoldenRecordWrite> writes,
        WriteWindow? window,
        CancellationToken cancellationToken) => _batches.UpsertAsync(model, source, writes, window, cancellationToken);

    /// <summary>Ends an active record, so that queries show it no more. False when there is no active record of that ID.</summary>
    public async Task<bool> EndDateAsync(GoldenRecordModel model, string recordId, CancellationToken cancellationToken = default) =>
        Succeeded(await RecordActionAsync(model, recordId, "enddate", cancellationToken));

    /// <summary>Removes an end-dated record for good, so that its key may come back. False when there is no end-dated record of that ID.</summary>
    public async Task<bool> PurgeAsync(GoldenRecordModel model, string recordId, CancellationToken cancellationToken = default) =>
        Succeeded(await RecordActionAsync(model, recordId, "purge", cancellationToken));

    /// <summary>
    /// End-dates and purges the record of a natural key, so that the key may come back; also one that an earlier attempt only end-dated. False when there was none.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="key">Values of the natural key's fields.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="DataHubException">Refused when DataHub keeps the record, for example because another record refers to it.</exception>
    public async Task<bool> DeleteByKeyAsync(GoldenRecordModel model, IReadOnlyDictionary<string, string> key, CancellationToken cancellationToken = default)
    {
        var entityId = model.EntityIdOf(key);
        var candidates = await CandidatesAsync(model, [key[model.LookupField].Trim()], cancellationToken);
        var records = candidates.Where(record => model.SameKey(record.Fields, key)).Select(record => record.RecordId).ToHashSet(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var answer = await RecordActionAsync(model, record, "enddate", cancellationToken);
            if (!Succeeded(answer) && await FindBySourceAsync(model, model.Sources[0], entityId, cancellationToken) is { EndDated: false } standing && records.Contains(standing.RecordId))
            {
                throw new DataHubException(DataHubErrorKind.Refused, 200, ErrorText.Shorten(answer.Named("message").FirstOrDefault()?.Value ?? "The record cannot be ended."));
            }
        }

        if (records.Count == 0)
        {
            foreach (var source in model.Sources)
            {
                if (await FindBySourceAsync(model, source, entityId, cancellationToken) is { EndDated: true } ended)
                {
                    records.Add(ended.RecordId);
                }
            }
        }

        var purged = false;
        foreach (var record in records)
        {
            purged |= await PurgeAsync(model, record, cancellationToken);
        }

        return purged;
    }

    /// <summary>The deployed universe of a model: the setting, else found by its name.</summary>
    /// <exception cref="DataHubException">NotFound when no deployed universe has the model's name.</exception>
    public async Task<string> UniverseAsync(GoldenRecordModel model, CancellationToken cancellationToken = default)
    {
        if (_universes.TryGetValue(model.Name, out var known))
        {
            return known;
        }

        foreach (var universe in (await DeployedAsync(cancellationToken)).Elements())
        {
            var name = GoldenRecordModel.Normalize(universe.ChildText("name"));
            if (string.Equals(name, model.Wrapper, StringComparison.Ordinal) && universe.ChildText("id") is { Length: > 0 } id)
            {
                return _universes.GetOrAdd(model.Name, id);
            }
        }

        throw new DataHubException(DataHubErrorKind.NotFound, 200, $"No model called {model.Name} is deployed in the repository. Set the repository up first.");
    }

    /// <summary>All deployed universes as DataHub describes them.</summary>
    internal Task<XElement> DeployedAsync(CancellationToken cancellationToken) =>
        _transport.SendForXmlAsync(HttpMethod.Get, "universes", body: null, repeatable: true, cancellationToken);

    /// <summary>Active records that may have one of the keys whose look-up field has <paramref name="values"/>, in any case, with their links.</summary>
    internal Task<IReadOnlyList<GoldenRecord>> CandidatesAsync(GoldenRecordModel model, IReadOnlyCollection<string> values, CancellationToken cancellationToken) =>
        AnyAsync(model, model.LookupField, values, filter => PagesAsync(model, filter, sort: null, links: true, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<GoldenRecord>> AnyAsync(
        GoldenRecordModel model,
        string field,
        IReadOnlyCollection<string> values,
        Func<RecordFilter, Task<IReadOnlyList<GoldenRecord>>> query,
        CancellationToken cancellationToken)
    {
        var chunks = values.Where(value => !string.IsNullOrWhiteSpace(value)).Distinct(StringComparer.Ordinal).Chunk(RecordQueries.ValuesPerQuery).ToArray();
        var found = new IReadOnlyList<GoldenRecord>[chunks.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, chunks.Length, parallel, async (index, _) => found[index] = await query(RecordFilter.AnyOf(model.Field(field).Name, chunks[index])));
        return [.. found.SelectMany(records => records).DistinctBy(record => record.RecordId)];
    }

    /// <summary>A query's records, page after page. With links equalities are believed as DataHub compares them, as its match rules do.</summary>
    private async Task<IReadOnlyList<GoldenRecord>> PagesAsync(GoldenRecordModel model, RecordFilter filter, RecordSort? sort, bool links, CancellationToken cancellationToken)
    {
        var path = $"universes/{Uri.EscapeDataString(await UniverseAsync(model, cancellationToken))}/records/query";
        var records = new List<GoldenRecord>();
        var token = string.Empty;
        while (true)
        {
            var body = RecordQueries.Request(model, filter, sort, links, token);
            var page = RecordQueries.Read(await _transport.SendForXmlAsync(HttpMethod.Post, path, body, repeatable: true, cancellationToken), model);
            records.AddRange(page.Records);
            var ended = page.Records.Count == 0 || page.OffsetToken.Length == 0 || string.Equals(page.OffsetToken, token, StringComparison.Ordinal)
                || (page.TotalCount > 0 && records.Count >= page.TotalCount);
            if (ended)
            {
                // A query is no snapshot: a record that moved between pages may come twice.
                return [.. records.DistinctBy(record => record.RecordId).Where(record => links || filter.Confirms(record))];
            }

            token = page.OffsetToken;
        }
    }

    private async Task<XElement> RecordActionAsync(GoldenRecordModel model, string recordId, string action, CancellationToken cancellationToken)
    {
        var universe = Uri.EscapeDataString(await UniverseAsync(model, cancellationToken));
        return await _transport.SendForXmlAsync(HttpMethod.Post, $"universes/{universe}/records/{Uri.EscapeDataString(recordId)}/{action}", body: null, repeatable: true, cancellationToken);
    }

    private async Task<SourceRecord?> FindBySourceAsync(GoldenRecordModel model, string source, string entityId, CancellationToken cancellationToken)
    {
        var universe = Uri.EscapeDataString(await UniverseAsync(model, cancellationToken));
        try
        {
            var root = await _transport.SendForXmlAsync(
                HttpMethod.Get,
                $"universes/{universe}/records/sources/{Uri.EscapeDataString(source)}/entities/{Uri.EscapeDataString(entityId)}",
                body: null,
                repeatable: true,
                cancellationToken);
            return SourceRecord.Read(root);
        }
        catch (DataHubException exception) when (exception.Kind == DataHubErrorKind.NotFound)
        {
            return null;
        }
    }

    private static bool Succeeded(XElement answer) => answer.Named("success").Any(success => string.Equals(success.Value.Trim(), "true", StringComparison.OrdinalIgnoreCase));
}

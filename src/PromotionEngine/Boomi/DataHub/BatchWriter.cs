namespace PromotionEngine.Boomi.DataHub;

/// <summary>Writes entities in batches and follows each to its end, since DataHub's 202 says nothing about the outcome.</summary>
internal sealed class BatchWriter(DataHubClient client, DataHubTransport transport, DataHubOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<WriteOutcome>> UpsertAsync(
        GoldenRecordModel model,
        string source,
        IReadOnlyList<GoldenRecordWrite> writes,
        WriteWindow? window,
        CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
        {
            return [];
        }

        var universe = Uri.EscapeDataString(await client.UniverseAsync(model, cancellationToken));
        var entities = await WithIdsAsync(model, source, writes, cancellationToken);
        var outcomes = new WriteOutcome[entities.Count];
        foreach (var round in Rounds(entities))
        {
            foreach (var chunk in round.Chunk(options.MaxEntitiesPerBatch))
            {
                await WriteAsync(model, source, universe, entities, chunk, outcomes, window, cancellationToken);
            }
        }

        return outcomes;
    }

    /// <summary>One batch; when the universe takes fewer entities at once, in halves.</summary>
    private async Task WriteAsync(
        GoldenRecordModel model,
        string source,
        string universe,
        IReadOnlyList<GoldenRecordWrite> entities,
        int[] chunk,
        WriteOutcome[] outcomes,
        WriteWindow? window,
        CancellationToken cancellationToken)
    {
        try
        {
            var body = GoldenRecordWriter.Batch(model, source, [.. chunk.Select(index => entities[index])]);
            // Entity IDs are stable, so the same batch once more changes nothing: it may be repeated after a lost answer.
            var answer = await transport.SendAsync(HttpMethod.Post, $"universes/{universe}/records", body, repeatable: true, window, cancellationToken);
            var status = await WaitAsync(universe, BatchId(answer), cancellationToken);
            Report(entities, chunk, outcomes, status);
        }
        catch (DataHubException exception) when (exception.Kind == DataHubErrorKind.Refused && chunk.Length > 1
            && exception.Message.Contains("more source entities than", StringComparison.OrdinalIgnoreCase))
        {
            var half = chunk.Length / 2;
            await WriteAsync(model, source, universe, entities, chunk[..half], outcomes, window, cancellationToken);
            await WriteAsync(model, source, universe, entities, chunk[half..], outcomes, window, cancellationToken);
        }
    }

    private async Task<BatchStatus> WaitAsync(string universe, string batchId, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var wait = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            await Task.Delay(wait, time, cancellationToken);
            var path = $"universes/{universe}/records/updates/{Uri.EscapeDataString(batchId)}?includeEntities=true";
            var status = BatchStatus.Read(await transport.SendForXmlAsync(HttpMethod.Get, path, body: null, repeatable: true, cancellationToken));
            if (status.IsFinal)
            {
                return status;
            }

            if (time.GetElapsedTime(started) >= options.BatchTimeout)
            {
                throw new DataHubException(
                    DataHubErrorKind.TimedOut,
                    200,
                    $"Batch {batchId} is {status.State} after {options.BatchTimeout.TotalSeconds:0} s; whether it will be written is not known.");
            }

            // 0.1 s, 0.25 s, then doubling.
            wait = wait < TimeSpan.FromMilliseconds(250) ? TimeSpan.FromMilliseconds(250) : wait * 2;
            wait = wait < LongestPoll ? wait : LongestPoll;
        }
    }

    /// <summary>An entity that the batch does not report did not arrive: silence is not success.</summary>
    private static void Report(IReadOnlyList<GoldenRecordWrite> entities, int[] chunk, WriteOutcome[] outcomes, BatchStatus status)
    {
        var reported = status.Outcomes.GroupBy(outcome => outcome.EntityId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        foreach (var index in chunk)
        {
            var id = entities[index].EntityId!;
            outcomes[index] = reported.TryGetValue(id.Trim(), out var outcome) || reported.TryGetValue(id, out outcome)
                ? outcome with { EntityId = id }
                : new WriteOutcome(
                    id,
                    status.QuarantinedCount > 0 ? WriteOutcomeKind.Quarantined : WriteOutcomeKind.Errored,
                    string.Empty,
                    string.Empty,
                    $"The batch ended as {status.State} without a word about this entity.");
        }
    }

    /// <summary>
    /// Gives each write its entity ID: the one under which the source already contributes to the record, for a second ID of one source would be refused
    /// as a possible duplicate; else the natural key.
    /// </summary>
    private async Task<IReadOnlyList<GoldenRecordWrite>> WithIdsAsync(
        GoldenRecordModel model,
        string source,
        IReadOnlyList<GoldenRecordWrite> writes,
        CancellationToken cancellationToken)
    {
        var open = writes.Where(write => write.EntityId is null).ToList();
        if (open.Count == 0)
        {
            return writes;
        }

        var values = open.Select(write => write.Fields.GetValueOrDefault(model.LookupField, string.Empty).Trim()).ToList();
        var records = await client.CandidatesAsync(model, values, cancellationToken);
        return [.. writes.Select(write => write.EntityId is not null ? write : write with
        {
            EntityId = records.Where(record => model.SameKey(record.Fields, write.Fields))
                .SelectMany(record => record.Links)
                .FirstOrDefault(link => string.Equals(link.Source, source, StringComparison.Ordinal))?.EntityId ?? model.EntityIdOf(write.Fields),
        })];
    }

    /// <summary>Indices in rounds in which no entity ID comes twice: within a batch the order of two writes of one entity would be open.</summary>
    private static IEnumerable<int[]> Rounds(IReadOnlyList<GoldenRecordWrite> entities) => Enumerable.Range(0, entities.Count)
        .GroupBy(index => entities[index].EntityId!, StringComparer.Ordinal)
        .SelectMany(same => same.Select((index, round) => (Index: index, Round: round)))
        .GroupBy(place => place.Round)
        .OrderBy(round => round.Key)
        .Select(round => round.Select(place => place.Index).Order().ToArray());

    /// <summary>The batch's ID is the last segment of the address that the answer consists of.</summary>
    private static string BatchId(string answer)
    {
        var address = answer.Trim().TrimEnd('/');
        var id = address[(address.LastIndexOf('/') + 1)..].Split('?', 2)[0];
        return id.Length is > 0 and <= 100 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? id
            : throw new DataHubException(DataHubErrorKind.Malformed, 202, "DataHub accepted a batch but did not name it.");
    }
}

using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>Reads promotions: the working copies first, what only DataHub has beside them.</summary>
internal sealed class PromotionQueries(
    PromotionRecords records, PromotionLogs published, PromotionVisibility visibility, RunHost runs, RunJournal journal)
{
    /// <summary>The promotions that <paramref name="query"/> asks for and <paramref name="caller"/> may see, newest first.</summary>
    public async Task<QueryStatusResponse> QueryAsync(Caller caller, StatusQuery query, CancellationToken cancellationToken)
    {
        var maySee = await visibility.ForAsync(caller, cancellationToken);
        var working = await WorkingCopiesAsync(query, cancellationToken);
        var known = (working ?? []).Select(promotion => promotion.Id).ToHashSet();
        var logged = await published.QueryAsync(query.ToFilter(), cancellationToken: cancellationToken);
        var others = logged.Where(log => !known.Contains(log.Id)).Select(PublishedPromotion.Read).OfType<PublishedPromotion>();
        var rows = (working ?? []).Where(promotion => query.Matches(promotion) && maySee(promotion)).Select(promotion => (promotion.InitiatedAt, Record: promotion.ToRecord()))
            .Concat(others.Where(other => query.Matches(other.Promotion) && maySee(other.Promotion)).Select(other => (other.Promotion.InitiatedAt, other.Record)))
            .OrderByDescending(row => row.InitiatedAt)
            .ThenBy(row => row.Record.PromotionId, StringComparer.Ordinal)
            .ToList();
        return new QueryStatusResponse
        {
            Success = true,
            TotalCount = rows.Count,
            MayBeOld = working is null,
            Promotions = { rows.Skip(query.Offset).Take(query.Limit).Select(row => row.Record) },
        };
    }

    /// <summary>How far promotion <paramref name="id"/> has come.</summary>
    public async Task<GetPromotionProgressResponse> ProgressAsync(Caller caller, PromotionId id, CancellationToken cancellationToken)
    {
        var promotion = await visibility.GetAsync(caller, id, cancellationToken);
        var results = await ResultsAsync(promotion, cancellationToken);
        var calls = runs.Find(id)?.Calls.Calls ?? promotion.CallsMade;
        return new GetPromotionProgressResponse
        {
            Success = true,
            PromotionId = id.Value,
            Status = promotion.Status.Word(),
            Step = promotion.Step,
            ComponentsDone = results.Count,
            ComponentsTotal = promotion.ComponentsTotal,
            Message = promotion.ErrorMessage.Length > 0 ? promotion.ErrorMessage : promotion.Status != PromotionStatus.InProgress ? promotion.Step : $"{(promotion.Step.Length > 0 ? promotion.Step : "Starting")}: {results.Count} of {promotion.ComponentsTotal} components.",
            UpdatedAt = WireInstant.Format(promotion.UpdatedAt),
            PromotionResults = { results.Select(PromotionMessages.ToMessage) },
            CallsMade = calls,
            CallsFloor = promotion.CallsFloor,
        };
    }

    // Null when the store cannot be read: what DataHub has is answered then, marked as possibly old.
    private async Task<IReadOnlyList<Promotion>?> WorkingCopiesAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        try
        {
            var stored = query.PromotionId.Length > 0
                ? await records.GetManyAsync([new PromotionId(query.PromotionId)], cancellationToken)
                : await records.ListByTimeAsync(new IndexRange(Descending: true), cancellationToken);
            return [.. stored.Select(entry => entry.Promotion)];
        }
        catch (StateUnavailableException)
        {
            return null;
        }
    }

    // A run in this engine knows best; one elsewhere is read from its journal; an ended one has its results in the record.
    private async Task<IReadOnlyList<ComponentResult>> ResultsAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        if (promotion.Status != PromotionStatus.InProgress)
        {
            return promotion.Results;
        }

        if (runs.Find(promotion.Id) is PromotionRun run)
        {
            return RunCompletion.InOrder(run);
        }

        var history = await WriteJournal.ReadAsync(journal, promotion.Id, cancellationToken);
        return [.. history.Written.Values];
    }
}

namespace PromotionEngine.Boomi.DataHub;

/// <summary>What to make of the outcomes of a write.</summary>
public static class WriteOutcomes
{
    /// <summary>Throws when an entity is not in a golden record; up to three are named with cause and message.</summary>
    /// <exception cref="DataHubException">Quarantined.</exception>
    public static void RequireWritten(this IReadOnlyList<WriteOutcome> outcomes, GoldenRecordModel model)
    {
        var failed = outcomes.Where(outcome => !outcome.IsWritten).ToList();
        if (failed.Count > 0)
        {
            var named = string.Join("; ", failed.Take(3).Select(outcome => $"{outcome.EntityId} ({outcome.Cause} {outcome.Message})".Replace(" )", ")", StringComparison.Ordinal)));
            throw new DataHubException(
                DataHubErrorKind.Quarantined,
                200,
                ErrorText.Shorten($"{failed.Count} of {outcomes.Count} {model.Name} records did not become golden records: {named}"));
        }
    }
}

using System.Globalization;
using System.Xml.Linq;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>How far a batch is.</summary>
/// <param name="State">The batch's state.</param>
/// <param name="QuarantinedCount">Entities in quarantine, by DataHub's count.</param>
/// <param name="Outcomes">What became of the entities so far.</param>
internal sealed record BatchStatus(string State, int QuarantinedCount, IReadOnlyList<WriteOutcome> Outcomes)
{
    /// <summary>Whether nothing changes any more.</summary>
    public bool IsFinal => State is "COMPLETED" or "COMPLETED_ERRORS" or "ERRORED";

    /// <summary>Reads the answer to a question for a batch's status.</summary>
    public static BatchStatus Read(XElement root) => new(
        root.ChildText("state"),
        int.TryParse(root.ChildText("quarantinedCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0,
        [.. root.Named("entity").Select(Outcome)]);

    private static WriteOutcome Outcome(XElement entity)
    {
        var detail = entity.ChildText("stateDetail");
        var kind = entity.ChildText("state") switch
        {
            "COMPLETED" => detail switch
            {
                "CREATED" => WriteOutcomeKind.Created,
                "NOOP" => WriteOutcomeKind.NoOp,
                "DELETED" => WriteOutcomeKind.Deleted,
                _ => WriteOutcomeKind.Updated,
            },
            "QUARANTINED" => WriteOutcomeKind.Quarantined,
            _ => WriteOutcomeKind.Errored,
        };
        var failed = kind is WriteOutcomeKind.Quarantined or WriteOutcomeKind.Errored;
        return new WriteOutcome(
            entity.ChildText("sourceEntityId"),
            kind,
            entity.ChildText("recordId"),
            failed ? detail : string.Empty,
            ErrorText.Shorten(entity.ChildText("message")));
    }
}

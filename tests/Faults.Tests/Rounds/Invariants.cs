using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>What must hold when a round has settled, whatever was broken in it. Each answers with what does not.</summary>
internal static class Invariants
{
    private static readonly string[] Terminal = ["FAILED", "WITHDRAWN", "TEST_CANCELLED", "PEER_REJECTED", "ADMIN_REJECTED", "DEPLOYED"];

    // Acts that begin no run, and are no part of one.
    private static readonly string[] Decisions = ["submitPeerReview", "submitAdminReview", "withdrawPromotion", "cancelTestDeployment"];

    // Statuses that people hear of by mail: who (empty for the initiator), and the words that stand in its subject.
    private static readonly (string Status, string To, string Subject)[] Mails =
    [
        ("TEST_DEPLOYED", string.Empty, "Deployed to test:"),
        ("TEST_DEPLOY_FAILED", string.Empty, "Test deployment failed:"),
        ("PENDING_PEER_REVIEW", Landscape.Developers, "waits review:"),
        ("PENDING_PEER_REVIEW", Landscape.Admins, "waits review:"),
        ("PENDING_ADMIN_REVIEW", string.Empty, "Peer approved:"),
        ("PENDING_ADMIN_REVIEW", Landscape.Admins, "Peer approved:"),
        ("PEER_REJECTED", string.Empty, "Rejected in peer review:"),
        ("ADMIN_REJECTED", string.Empty, "Denied by an admin:"),
        ("DEPLOYED", string.Empty, "Deployed to production:"),
    ];

    /// <summary>Whether <paramref name="status"/> ends a promotion's life.</summary>
    public static bool IsTerminal(string status) => Terminal.Contains(status, StringComparer.Ordinal);

    /// <summary>Every caller was answered, and equal calls equally.</summary>
    public static IEnumerable<string> Answers(IEnumerable<CalledAct> calls, IEnumerable<string> differences) =>
        calls.Where(call => !call.Answer.IsGiven).Select(call => $"no answer: {call}").Concat(differences.Select(difference => $"equal calls, different answers: {difference}"));

    /// <summary>Every promotion came to its status by transitions of the table, each of which somebody called, and none that a caller was told of is missing.</summary>
    public static IEnumerable<string> History(IReadOnlyList<SeenPromotion> promotions, IReadOnlyList<CalledAct> calls)
    {
        foreach (var promotion in promotions)
        {
            var at = string.Empty;
            foreach (var step in promotion.Steps)
            {
                if (step.Before != at || !Transitions.IsAllowed(step.Before, step.After))
                {
                    yield return $"{promotion.Id}: audit entry {step} does not follow {at}";
                }

                if (step.Before != step.After && !IsCalled(promotion, step, calls))
                {
                    yield return $"{promotion.Id}: nobody called what led to {step}";
                }

                at = step.After;
            }

            if (at != promotion.Status)
            {
                yield return $"{promotion.Id} is {promotion.Status}, but the audit ends with {at}";
            }
        }

        foreach (var call in calls.Where(call => call.Answer.Success && Transitions.CausedBy(call).Length > 0))
        {
            var steps = promotions.FirstOrDefault(promotion => promotion.Id == call.PromotionId)?.Steps ?? [];
            if (!steps.Any(step => step.After == Transitions.CausedBy(call)))
            {
                yield return $"lost: {call} is not in the audit as {Transitions.CausedBy(call)}";
            }
        }
    }

    /// <summary>No act stands in the audit whose every caller was refused: an engine that dies between the act and its answer leaves the answer for the repeat.</summary>
    public static IEnumerable<string> DoneThoughRefused(IReadOnlyList<SeenPromotion> promotions, IReadOnlyList<CalledAct> calls) =>
        from call in calls
        where Decisions.Contains(call.Action, StringComparer.Ordinal) && call.Answer is { IsGiven: true, Success: false }
        where !calls.Any(other => other.PromotionId == call.PromotionId && other.Action == call.Action && other.Answer.Success)
        where promotions.Any(promotion => promotion.Id == call.PromotionId && promotion.Steps.Any(step => step.Act == call.Action && step.Before != step.After))
        select $"done though refused: {call}";

    /// <summary>Programs go on through whatever is broken around them.</summary>
    public static IEnumerable<string> Alive(SettledWorld world) => world.Fallen.Select(name => $"{name} ended by itself");

    /// <summary>Every promotion was brought to an end, and only main and no slot is left then.</summary>
    public static IEnumerable<string> Ended(IReadOnlyList<SeenPromotion> promotions, SettledWorld world)
    {
        foreach (var promotion in promotions.Where(promotion => !IsTerminal(promotion.Status)))
        {
            yield return $"{promotion.Id} is still {promotion.Status}";
        }

        foreach (var branch in world.Branches)
        {
            yield return $"branch {branch} is left";
        }

        if (world.Slots > 0)
        {
            yield return FormattableString.Invariant($"{world.Slots} branch slots are taken, but no promotion is live");
        }

        foreach (var finding in world.Findings)
        {
            yield return $"sweep or reconciliation still finds: {finding}";
        }
    }

    /// <summary>What reached production was approved by two people, neither of whom began it.</summary>
    public static IEnumerable<string> Approved(IReadOnlyList<SeenPromotion> promotions, IReadOnlyList<CalledAct> calls)
    {
        foreach (var promotion in promotions.Where(promotion => promotion.Status == "DEPLOYED"))
        {
            string[] approvals =
            [
                .. promotion.Steps
                    .Where(step => step.Before != step.After && step.After is "PENDING_ADMIN_REVIEW" or "ADMIN_APPROVED")
                    .Where(step => calls.Any(call => call.PromotionId == promotion.Id && Transitions.MayCause(call, step.After) && step.Actor.StartsWith($"{call.Person}@", StringComparison.Ordinal)))
                    .Select(step => step.Actor),
            ];
            if (approvals is not [var peer, var admin] || peer == admin || approvals.Contains(promotion.InitiatedBy, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{promotion.Id} of {promotion.InitiatedBy} was deployed, approved by {string.Join(", ", approvals)}";
            }
        }
    }

    /// <summary>The audit's chain is whole.</summary>
    public static IEnumerable<string> Chain(SettledWorld world)
    {
        if (!world.IsChainIntact)
        {
            yield return "the audit's chain is broken";
        }
    }

    /// <summary>DataHub was told what each promotion came to.</summary>
    public static IEnumerable<string> Published(IReadOnlyList<SeenPromotion> promotions, SettledWorld world)
    {
        var records = world.Published.ToLookup(record => record.PromotionId, record => record.Status, StringComparer.Ordinal);
        foreach (var promotion in promotions)
        {
            var published = records[promotion.Id].ToList();
            if (published is not [var status] || status != promotion.Status)
            {
                yield return $"{promotion.Id} is {promotion.Status}, but DataHub has {string.Join(", ", published)}";
            }
        }
    }

    /// <summary>Each transition that people are told of was told to them, at least once and recognisably by one mail.</summary>
    public static IEnumerable<string> Mailed(IReadOnlyList<SeenPromotion> promotions, SettledWorld world)
    {
        var mails = world.Mails.ToLookup(mail => mail.PromotionId, StringComparer.Ordinal);
        foreach (var promotion in promotions)
        {
            foreach (var (status, list, subject) in Mails)
            {
                var to = list.Length > 0 ? list : promotion.InitiatedBy;
                var wanted = promotion.Steps.Count(step => step.After == status && step.Before != status);
                var sent = mails[promotion.Id]
                    .Where(mail => mail.To.Equals(to, StringComparison.OrdinalIgnoreCase) && mail.Subject.Contains(subject, StringComparison.Ordinal))
                    .Select(mail => mail.MessageId)
                    .Distinct(StringComparer.Ordinal)
                    .Count();
                if (wanted != sent)
                {
                    yield return FormattableString.Invariant($"{promotion.Id} became {status} {wanted} times, but {sent} different mails tell {to} of it");
                }
            }
        }
    }

    // A promotion of production is submitted under the ID of the tested one, and its own is in the answer. Of runs that failed, so that they were begun anew under the same key, nobody was told.
    private static bool IsCalled(SeenPromotion promotion, AuditedStep step, IReadOnlyList<CalledAct> calls) => calls.Any(call =>
        Transitions.MayCause(call, step.After)
        && (call.PromotionId == promotion.Id || call.Answer.Field("promotionId") == promotion.Id || (call.Action == "executePromotion" && promotion.Status == "FAILED")));
}

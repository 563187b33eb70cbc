using System.Text.RegularExpressions;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>What must hold when a round has settled, whatever was broken in it. Each answers with what does not.</summary>
internal sealed partial class Invariants(Landscape landscape)
{
    private static readonly string[] Terminal = ["FAILED", "WITHDRAWN", "TEST_CANCELLED", "PEER_REJECTED", "ADMIN_REJECTED", "DEPLOYED"];

    // Statuses whose mail goes to the initiator, with the words that its subject begins with.
    private static readonly Dictionary<string, string> Mails = new(StringComparer.Ordinal)
    {
        ["TEST_DEPLOYED"] = "Deployed to test:",
        ["TEST_DEPLOY_FAILED"] = "Test deployment failed:",
        ["PENDING_ADMIN_REVIEW"] = "Peer approved:",
        ["PEER_REJECTED"] = "Rejected in peer review:",
        ["ADMIN_REJECTED"] = "Denied by an admin:",
        ["DEPLOYED"] = "Deployed to production:",
    };

    /// <summary>Whether <paramref name="status"/> ends a promotion's life.</summary>
    public static bool IsTerminal(string status) => Terminal.Contains(status, StringComparer.Ordinal);

    /// <summary>Every caller was answered, and equal calls equally.</summary>
    public static IEnumerable<string> Answers(IReadOnlyList<Story> stories) =>
        stories.SelectMany(story => story.Calls).Where(call => !call.Answer.IsGiven).Select(call => $"no answer: {call}")
            .Concat(stories.SelectMany(story => story.Differences).Select(difference => $"equal calls, different answers: {difference}"));

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

    /// <summary>Main has each promoted component once, and those of what was deployed for certain.</summary>
    public IEnumerable<string> Main(IReadOnlyList<StoryRoot> roots)
    {
        var main = landscape.Boomi.World.MainBranch(landscape.Seed.PrimaryAccountId).Id;
        var counts = landscape.Boomi.World.Components(landscape.Seed.PrimaryAccountId)
            .Where(view => view.Revision.BranchId == main && !view.Revision.Deleted)
            .GroupBy(view => view.Revision.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(view => view.Revision.ComponentId).Distinct().Count(), StringComparer.Ordinal);
        foreach (var root in roots)
        {
            foreach (var name in new[] { root.Name, $"{root.Name} step" })
            {
                var count = counts.GetValueOrDefault(name);
                if (count > 1 || (root.IsDeployed && count == 0))
                {
                    yield return FormattableString.Invariant($"main holds {name} {count} times");
                }
            }
        }

        foreach (var twice in landscape.Boomi.World.Folders(landscape.Seed.PrimaryAccountId).Where(folder => !folder.Folder.Deleted).GroupBy(folder => folder.FullPath, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            yield return $"folder {twice.Key} is there twice";
        }
    }

    /// <summary>Only main is left when every promotion has ended.</summary>
    public IEnumerable<string> Branches() =>
        landscape.Boomi.World.Branches(landscape.Seed.PrimaryAccountId).Where(branch => !branch.IsMain).Select(branch => $"branch {branch.Name} is left");

    /// <summary>DataHub was told what each promotion came to.</summary>
    public IEnumerable<string> Published(IReadOnlyList<SeenPromotion> promotions)
    {
        var records = landscape.Boomi.DataHub.Records(landscape.Boomi.DataHub.Repositories[0].Id, "PromotionLog");
        foreach (var promotion in promotions)
        {
            var published = records.Where(record => record["promotionId"] == promotion.Id).Select(record => record["status"]).ToList();
            if (published is not [var status] || status != promotion.Status)
            {
                yield return $"{promotion.Id} is {promotion.Status}, but DataHub has {string.Join(", ", published)}";
            }
        }
    }

    /// <summary>Each transition that people are told of was told to the initiator, at least once and by one mail.</summary>
    public IEnumerable<string> Mailed(IReadOnlyList<SeenPromotion> promotions)
    {
        var mails = landscape.Mail.Mails.Select(mail => (Thread: ThreadOf(mail.Header("References")), mail.To, Subject: mail.Header("Subject"), Id: mail.Header("Message-ID"))).ToLookup(mail => mail.Thread, StringComparer.Ordinal);
        foreach (var promotion in promotions)
        {
            foreach (var (status, subject) in Mails)
            {
                var wanted = promotion.Steps.Count(step => step.After == status && step.Before != status);
                var sent = mails[promotion.Id]
                    .Where(mail => mail.To.Equals(promotion.InitiatedBy, StringComparison.OrdinalIgnoreCase) && mail.Subject.Contains(subject, StringComparison.Ordinal))
                    .Select(mail => mail.Id)
                    .Distinct(StringComparer.Ordinal)
                    .Count();
                if (wanted != sent)
                {
                    yield return FormattableString.Invariant($"{promotion.Id} became {status} {wanted} times, but {sent} different mails tell {promotion.InitiatedBy} of it");
                }
            }
        }
    }

    // A promotion of production is submitted under the ID of the tested one; a newer promotion of the same process may end an older one.
    private static bool IsCalled(SeenPromotion promotion, AuditedStep step, IReadOnlyList<CalledAct> calls) =>
        calls.Any(call => Transitions.MayCause(call.Action, step.After) && (call.PromotionId == promotion.Id || call.Action is "submitForReview" or "executePromotion"));

    private static string ThreadOf(string references) => Thread().Match(references).Groups["id"].Value;

    [GeneratedRegex("promotion\\.(?<id>[0-9a-f-]{36})@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thread();
}

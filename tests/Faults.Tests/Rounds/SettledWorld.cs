using System.Text.RegularExpressions;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>What is seen from outside when a round has settled and all its promotions have ended.</summary>
internal sealed partial record SettledWorld
{
    /// <summary>Names of the components on main, each as often as there are components of that name.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Full paths of the folders of production.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Branches besides main.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>Branch slots that are taken.</summary>
    public int Slots { get; init; }

    /// <summary>What sweep and reconciliation would still change.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Whether the audit's chain is whole.</summary>
    public bool IsChainIntact { get; init; } = true;

    /// <summary>Statuses that DataHub has, by promotion; one for each record.</summary>
    public IReadOnlyList<(string PromotionId, string Status)> Published { get; init; } = [];

    /// <summary>Mails that came.</summary>
    public IReadOnlyList<SeenMail> Mails { get; init; } = [];

    /// <summary>Looks at everything.</summary>
    public static async Task<SettledWorld> ReadAsync(Landscape landscape, Settlement settlement, CancellationToken cancellationToken)
    {
        var world = landscape.Boomi.World;
        var primary = landscape.Seed.PrimaryAccountId;
        var main = world.MainBranch(primary).Id;
        var (slots, findings) = await settlement.LeftAsync(cancellationToken);
        return new SettledWorld
        {
            Components =
            [
                .. world.Components(primary)
                    .Where(view => view.Revision.BranchId == main && !view.Revision.Deleted)
                    .Select(view => (view.Revision.Name, view.Revision.ComponentId))
                    .Distinct()
                    .Select(component => component.Name),
            ],
            Folders = [.. world.Folders(primary).Where(folder => !folder.Folder.Deleted).Select(folder => folder.FullPath)],
            Branches = [.. world.Branches(primary).Where(branch => !branch.IsMain).Select(branch => branch.Name)],
            Slots = slots,
            Findings = findings,
            IsChainIntact = await settlement.IsChainIntactAsync(cancellationToken),
            Published = [.. landscape.Boomi.DataHub.Records(landscape.Boomi.DataHub.Repositories[0].Id, "PromotionLog").Select(record => (record["promotionId"], record["status"]))],
            Mails =
            [
                .. landscape.Mail.Mails.Select(mail => new SeenMail(ThreadOf(mail.Header("References")), mail.To, mail.Header("Subject"), mail.Header("Message-ID"))),
            ],
        };
    }

    private static string ThreadOf(string references) => Thread().Match(references).Groups["id"].Value;

    [GeneratedRegex("promotion\\.(?<id>[0-9a-f-]{36})@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thread();
}

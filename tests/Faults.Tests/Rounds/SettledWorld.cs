using System.Globalization;
using System.Text.RegularExpressions;
using BoomiEmulator;
using BoomiEmulator.State;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>What is seen from outside when a round has settled and all its promotions have ended.</summary>
internal sealed partial record SettledWorld
{
    /// <summary>The components on main, without deleted ones.</summary>
    public IReadOnlyList<SeenComponent> Components { get; init; } = [];

    /// <summary>What the service wrote to main without a merge.</summary>
    public IReadOnlyList<string> WrittenPastMerges { get; init; } = [];

    /// <summary>What the integration packs were released with last.</summary>
    public IReadOnlyList<SeenRelease> Releases { get; init; } = [];

    /// <summary>Full paths of the folders of production.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Branches besides main.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>Programs that ended by themselves.</summary>
    public IReadOnlyList<string> Fallen { get; init; } = [];

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
        var components = world.Components(primary);
        var (slots, findings) = await settlement.LeftAsync(cancellationToken);
        return new SettledWorld
        {
            Components = [.. components.Where(view => view.IsCurrent && !view.Revision.Deleted).Select(view => new SeenComponent(view.Revision.Name, view.Revision.Content.ObjectXml))],
            WrittenPastMerges =
            [
                .. components
                    .Where(view => view.Revision.BranchId == main && view.Revision.MergedFromVersion is null && view.Revision.ModifiedBy == EmulatorCredential.Default.Person)
                    .Select(view => FormattableString.Invariant($"{view.Revision.Name}, version {view.Revision.Version}")),
            ],
            Releases = [.. world.Packs(primary).SelectMany(view => view.Pack.Released.Select(released => ReleaseOf(world, primary, view.Pack, released)))],
            Folders = [.. world.Folders(primary).Where(folder => !folder.Folder.Deleted).Select(folder => folder.FullPath)],
            Branches = [.. world.Branches(primary).Where(branch => !branch.IsMain).Select(branch => branch.Name)],
            Fallen = landscape.Ended,
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

    private static SeenRelease ReleaseOf(World world, string account, PublisherPack pack, ReleasedPackage released)
    {
        var revisions = world.Package(account, released.PackageId).Items
            .Select(item => world.Component(account, item.Id, item.Version.ToString(CultureInfo.InvariantCulture)))
            .ToList();
        return new SeenRelease(pack.Name, revisions[0].Name, string.Concat(revisions.Select(revision => revision.Content.ObjectXml)));
    }

    private static string ThreadOf(string references) => Thread().Match(references).Groups["id"].Value;

    [GeneratedRegex("promotion\\.(?<id>[0-9a-f-]{36})@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thread();
}

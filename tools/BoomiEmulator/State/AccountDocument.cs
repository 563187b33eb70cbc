using BoomiEmulator.Extensions;

namespace BoomiEmulator.State;

/// <summary>The state of one account, for snapshots and files.</summary>
public sealed record AccountDocument
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>Its main branch.</summary>
    public required string MainId { get; init; }

    /// <summary>Its root folder.</summary>
    public required string RootFolderId { get; init; }

    /// <summary>The counter that orders revisions and branches.</summary>
    public long Moment { get; init; }

    /// <summary>All branches, deleted ones too.</summary>
    public required IReadOnlyList<Branch> Branches { get; init; }

    /// <summary>All folders, deleted ones too.</summary>
    public required IReadOnlyList<Folder> Folders { get; init; }

    /// <summary>All component revisions, each component's in order.</summary>
    public required IReadOnlyList<ComponentRevision> Revisions { get; init; }

    /// <summary>All packages.</summary>
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>All deployments.</summary>
    public required IReadOnlyList<Deployment> Deployments { get; init; }

    /// <summary>All merge requests.</summary>
    public required IReadOnlyList<MergeRequest> Merges { get; init; }

    /// <summary>All integration packs that the account publishes.</summary>
    public IReadOnlyList<PublisherPack> Packs { get; init; } = [];

    /// <summary>All releases of those packs, oldest first.</summary>
    public IReadOnlyList<PackRelease> Releases { get; init; } = [];

    /// <summary>All environments.</summary>
    public IReadOnlyList<AccountEnvironment> Environments { get; init; } = [];

    /// <summary>All integration packs that are installed here.</summary>
    public IReadOnlyList<PackInstance> Instances { get; init; } = [];

    /// <summary>Which installed pack is attached to which environment.</summary>
    public IReadOnlyList<PackAttachment> Attachments { get; init; } = [];

    /// <summary>All extension values, also those that nothing declares any more.</summary>
    public IReadOnlyList<StoredExtension> Extensions { get; init; } = [];

    /// <summary>The locked components.</summary>
    public required IReadOnlyList<string> Locked { get; init; }

    internal static AccountDocument Of(AccountState state) => new()
    {
        Account = state.Account,
        MainId = state.MainId,
        RootFolderId = state.RootFolderId,
        Moment = state.Moment,
        Branches = [.. state.Branches.Values],
        Folders = [.. state.Folders.Values],
        Revisions = [.. state.Components.Values.SelectMany(static history => history.Revisions)],
        Packages = [.. state.Packages.Values],
        Deployments = [.. state.Deployments.Values],
        Merges = [.. state.Merges.Values],
        Packs = [.. state.Packs.Values],
        Releases = [.. state.Releases.Values],
        Environments = [.. state.Environments.Values],
        Instances = [.. state.Instances.Values],
        Attachments = [.. state.Attachments.Values],
        Extensions = [.. state.Extensions.Values],
        Locked = [.. state.Locked],
    };

    internal AccountState ToState()
    {
        var state = new AccountState(Account) { MainId = MainId, RootFolderId = RootFolderId, Moment = Moment };
        foreach (var branch in Branches)
            state.Branches.Add(branch.Id, branch);

        foreach (var folder in Folders)
            state.Folders.Add(folder.Id, folder);

        foreach (var revision in Revisions)
            state.Restore(revision);

        foreach (var package in Packages)
            state.File(package);

        foreach (var deployment in Deployments)
            state.Deployments.Add(deployment.DeploymentId, deployment);

        foreach (var merge in Merges)
            state.Merges.Add(merge.Id, merge);

        foreach (var pack in Packs)
            state.Packs.Add(pack.Id, pack);

        foreach (var release in Releases)
            state.Releases.Add(release.RequestId, release);

        foreach (var environment in Environments)
            state.Environments.Add(environment.Id, environment);

        foreach (var instance in Instances)
            state.Instances.Add(instance.Id, instance);

        foreach (var attachment in Attachments)
            state.Attachments.Add(attachment.Id, attachment);

        foreach (var stored in Extensions)
            state.Extensions.Add(stored.Key, stored);

        state.Locked.UnionWith(Locked);
        return state;
    }
}

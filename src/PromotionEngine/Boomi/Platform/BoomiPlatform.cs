namespace PromotionEngine.Boomi.Platform;

/// <summary>The Platform API as one scope sees it: what is called here is counted there and waits in its lane.</summary>
public sealed class BoomiPlatform
{
    internal BoomiPlatform(PlatformSession session)
    {
        Metadata = new MetadataResource(session);
        Components = new ComponentResource(session, Metadata);
        References = new ReferenceResource(session);
        Packages = new PackageResource(session);
        Branches = new BranchResource(session);
        Folders = new FolderResource(session);
        Accounts = new AccountResource(session);
        Merges = new MergeRequestResource(session);
        PublisherPacks = new PublisherPackResource(session);
        IntegrationPacks = new IntegrationPackResource(session);
        Releases = new ReleaseResource(session);
    }

    /// <summary>Component documents.</summary>
    public ComponentResource Components { get; }

    /// <summary>Component revisions without their content.</summary>
    public MetadataResource Metadata { get; }

    /// <summary>References between components.</summary>
    public ReferenceResource References { get; }

    /// <summary>Packaged components and their manifests.</summary>
    public PackageResource Packages { get; }

    /// <summary>Branches.</summary>
    public BranchResource Branches { get; }

    /// <summary>Folders.</summary>
    public FolderResource Folders { get; }

    /// <summary>Accounts below the primary account.</summary>
    public AccountResource Accounts { get; }

    /// <summary>Merge requests.</summary>
    public MergeRequestResource Merges { get; }

    /// <summary>Integration packs that an account publishes.</summary>
    public PublisherPackResource PublisherPacks { get; }

    /// <summary>Integration packs that an account may install.</summary>
    public IntegrationPackResource IntegrationPacks { get; }

    /// <summary>Releases of integration packs.</summary>
    public ReleaseResource Releases { get; }
}

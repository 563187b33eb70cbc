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
        Environments = new EnvironmentResource(session);
        Extensions = new EnvironmentExtensionsResource(session);
        MapExtensions = new EnvironmentMapExtensionResource(session);
        MapExtensionSummaries = new EnvironmentMapExtensionsSummaryResource(session);
        PackInstances = new IntegrationPackInstanceResource(session);
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

    /// <summary>Environments.</summary>
    public EnvironmentResource Environments { get; }

    /// <summary>What can be set in an environment.</summary>
    public EnvironmentExtensionsResource Extensions { get; }

    /// <summary>What is added to maps in an environment.</summary>
    public EnvironmentMapExtensionResource MapExtensions { get; }

    /// <summary>Which maps can be extended in an environment.</summary>
    public EnvironmentMapExtensionsSummaryResource MapExtensionSummaries { get; }

    /// <summary>Integration packs that accounts installed.</summary>
    public IntegrationPackInstanceResource PackInstances { get; }
}

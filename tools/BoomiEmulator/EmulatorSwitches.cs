namespace BoomiEmulator;

/// <summary>
/// "Either answer" switches: what public sources leave open or contradict each other about. The defaults are the observed or the
/// more plausible behaviour; a client must work with every position.
/// </summary>
public sealed record EmulatorSwitches
{
    /// <summary>What a bulk read does with <c>id~version</c>.</summary>
    public BulkVersionReads BulkVersionReads { get; init; } = BulkVersionReads.AskedVersion;

    /// <summary>Whether a branch can be created from a branch other than main.</summary>
    public bool BranchOfBranchAllowed { get; init; } = true;

    /// <summary>Whether creating a branch with neither parentId nor packageId takes main; otherwise it is refused.</summary>
    public bool BranchParentDefaultsToMain { get; init; }

    /// <summary>Whether main is one of the branches that the limit counts.</summary>
    public bool MainCountsTowardBranchLimit { get; init; }

    /// <summary>The words with which a branch beyond the limit is refused.</summary>
    public BranchLimitText BranchLimitText { get; init; } = BranchLimitText.MaximumReached;

    /// <summary>Whether the name of a deleted branch can be used again.</summary>
    public bool DeletedBranchNameReusable { get; init; } = true;

    /// <summary>Whether component revisions written on a branch are still listed by metadata queries after the branch was deleted.</summary>
    public bool DeletedBranchRevisionsListed { get; init; } = true;

    /// <summary>Whether an update that changes nothing is refused with 400; otherwise it adds a version.</summary>
    public bool UnchangedUpdateRefused { get; init; }

    /// <summary>Whether a plain read of a component whose latest version is a delete answers; otherwise 400.</summary>
    public bool DeletedComponentReadable { get; init; }

    /// <summary>Whether a masked secret that is sent back is taken for a new secret; otherwise it counts as unchanged.</summary>
    public bool ResentHashIsNewSecret { get; init; }

    /// <summary>Whether two folders under one parent may have the same name; otherwise the second is refused.</summary>
    public bool DuplicateFolderNamesAllowed { get; init; } = true;

    /// <summary>Whether one component may have two packages with the same package version; otherwise the second is refused.</summary>
    public bool DuplicatePackageVersionAllowed { get; init; }

    /// <summary>Whether a positive componentVersion in a package's creation selects that revision; otherwise it is ignored.</summary>
    public bool PackageComponentVersionHonoured { get; init; } = true;

    /// <summary>Whether a package freezes called processes too; otherwise only what is reached through DEPENDENT references.</summary>
    public bool ManifestFollowsIndependent { get; init; } = true;

    /// <summary>Whether a second open merge request between the same two branches is refused.</summary>
    public bool DuplicateMergeRequestRefused { get; init; }

    /// <summary>Whether every merge that is executed ends FAILED_TO_MERGE.</summary>
    public bool MergesFail { get; init; }

    /// <summary>Whether drafting a merge fails: the request ends FAILED_TO_DRAFT until drafting is retried.</summary>
    public bool DraftsFail { get; init; }

    /// <summary>Whether two integration packs may have the same name; otherwise the second is refused.</summary>
    public bool DuplicatePackNamesAllowed { get; init; } = true;

    /// <summary>Whether listing a component in a pack's update makes its newest shareable package pending; otherwise only new components get one.</summary>
    public bool PackUpdateRefreshesPending { get; init; } = true;

    /// <summary>Whether a component that a pack's update leaves out is gone at once; otherwise it is marked and leaves with the next release.</summary>
    public bool PackUpdateDropsAtOnce { get; init; } = true;

    /// <summary>Whether a release takes out of the pack what it does not list; otherwise that stays as it is, or is released as pending.</summary>
    public bool ReleaseDropsUnlisted { get; init; } = true;

    /// <summary>Whether a release is refused while another one of the same pack runs.</summary>
    public bool ConcurrentReleaseRefused { get; init; } = true;

    /// <summary>Whether every release ends in ERROR.</summary>
    public bool ReleasesFail { get; init; }

    /// <summary>The HTTP status with which the status of a failed release is answered.</summary>
    public int FailedReleaseStatusCode { get; init; } = 200;

    /// <summary>Whether the status of a release that is not finished comes without a body.</summary>
    public bool RunningReleaseStatusEmpty { get; init; }

    /// <summary>Whether the answer to an extension update holds only the sections that were sent; otherwise all.</summary>
    public bool ExtensionUpdateAnswersSentOnly { get; init; }

    /// <summary>
    /// Whether an environment's own extensions show, besides what is deployed there directly, what the attached MULTI packs declare; otherwise each of those
    /// packs has a set of its own, with a combined id.
    /// </summary>
    public bool EnvironmentExtensionsCoverPacks { get; init; } = true;

    /// <summary>Whether a partial update of a process property component resets the properties it leaves out; otherwise they stay.</summary>
    public bool ProcessPropertiesReplacedWhole { get; init; } = true;

    /// <summary>Whether an extension update that names what nothing declares is refused; otherwise that part is ignored.</summary>
    public bool UnknownExtensionRefused { get; init; } = true;

    /// <summary>Whether an update of a map extension keeps what it leaves out; otherwise that is deleted.</summary>
    public bool MapExtensionUpdateMerges { get; init; }

    /// <summary>Whether a grouping expression without members matches everything; otherwise it is refused.</summary>
    public bool EmptyGroupMatchesAll { get; init; } = true;

    /// <summary>Whether several references of one parent come in one result; otherwise each is a result of its own.</summary>
    public bool ReferencesGrouped { get; init; } = true;

    /// <summary>Whether JSON booleans are printed as strings.</summary>
    public bool StringlyBooleans { get; init; }

    /// <summary>Whether all JSON integers are printed as strings.</summary>
    public bool QuotedIntegers { get; init; }

    /// <summary>Whether a JSON list with one member is printed as the bare member.</summary>
    public bool SingleListsAsObjects { get; init; }

    /// <summary>Whether text answers start with a UTF-8 byte-order mark.</summary>
    public bool ByteOrderMark { get; init; }
}

using System.Text.Json.Serialization;
using PromotionEngine.Accounts;
using PromotionEngine.Deployments;

namespace PromotionEngine.Promotions;

/// <summary>
/// The working copy of a promotion: what the store holds and every decision reads. The PromotionLog record in DataHub is published from it.
/// </summary>
public sealed record Promotion
{
    /// <summary>ID, a GUID in lower case.</summary>
    public required PromotionId Id { get; init; }

    /// <summary>The account that the components come from.</summary>
    public required AccountId DevAccountId { get; init; }

    /// <summary>The primary account.</summary>
    public required AccountId ProdAccountId { get; init; }

    /// <summary>The packaged component that was promoted.</summary>
    public required string DevPackageId { get; init; }

    /// <summary>The root component in the development account.</summary>
    public required string RootComponentId { get; init; }

    /// <summary>Name of the root component.</summary>
    public required string ProcessName { get; init; }

    /// <summary>Who started it.</summary>
    public required Person InitiatedBy { get; init; }

    /// <summary>The connector that named who started it; empty when their own credentials did.</summary>
    public string AssertedBy { get; init; } = string.Empty;

    /// <summary>Address that it was started from; empty when it is not known.</summary>
    public string ClientAddress { get; init; } = string.Empty;

    /// <summary>When it was started, by the service's clock.</summary>
    public required DateTimeOffset InitiatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required PromotionStatus Status { get; init; }

    /// <summary>When the working copy last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Since when it has its status; null in a record of a version that did not keep it.</summary>
    public DateTimeOffset? StatusSince { get; init; }

    /// <summary>TEST or PRODUCTION.</summary>
    public string TargetEnvironment { get; init; } = "TEST";

    /// <summary>Whether it was declared an emergency.</summary>
    public bool IsHotfix { get; init; }

    /// <summary>Name of the branch, <c>promo-{id}</c>, known before the branch is created.</summary>
    public string BranchName { get; init; } = string.Empty;

    /// <summary>ID of the branch; empty before it exists and after it is known to be gone.</summary>
    public string BranchId { get; init; } = string.Empty;

    /// <summary>The production promotion that the branch passed to when this one was submitted for review; null while the branch is its own.</summary>
    public PromotionId? BranchPassedTo { get; init; }

    /// <summary>Version of the package: that of the development account, until somebody names another one for production.</summary>
    public string PackageVersion { get; init; } = string.Empty;

    /// <summary>Connections that were left out.</summary>
    public int ConnectionsSkipped { get; init; }

    /// <summary>The connections of the tree, whose mappings the promotion uses.</summary>
    public IReadOnlyList<string> ConnectionIds { get; init; } = [];

    /// <summary>Components to promote, without connections.</summary>
    public int ComponentsTotal { get; init; }

    /// <summary>What became of each component so far.</summary>
    public IReadOnlyList<ComponentResult> Results { get; init; } = [];

    /// <summary>Code of the failure; empty while there is none.</summary>
    public string ErrorCode { get; init; } = string.Empty;

    /// <summary>Message of the failure; empty while there is none.</summary>
    public string ErrorMessage { get; init; } = string.Empty;

    /// <summary>The step that the run is at, for people.</summary>
    public string Step { get; init; } = string.Empty;

    /// <summary>Calls of the platform that the run made.</summary>
    public int CallsMade { get; init; }

    /// <summary>Fewest calls that the run could do with: see <see cref="Promotions.CallFloor"/>.</summary>
    public int CallsFloor { get; init; }

    /// <summary>Who owns the run; null when none is going on.</summary>
    public RunLease? Lease { get; init; }

    /// <summary>Token of the newest lease there was, kept when the run is given up, so that no token is given out twice; 0 before the first.</summary>
    public long LeaseToken { get; init; }

    /// <summary>Whether somebody asked the run to stop before its next step.</summary>
    public bool WithdrawalRequested { get; init; }

    /// <summary>Why it was withdrawn, expired or superseded.</summary>
    public string WithdrawalReason { get; init; } = string.Empty;

    /// <summary>When it was withdrawn.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>What people should know about the deployment.</summary>
    public string DeploymentNotes { get; init; } = string.Empty;

    /// <summary>Of a production promotion, the tested promotion that it was made from; null for a hotfix and for what was not submitted.</summary>
    public PromotionId? TestPromotionId { get; init; }

    /// <summary>When it, or the tested promotion that it was made from, was deployed to test.</summary>
    public DateTimeOffset? TestDeployedAt { get; init; }

    /// <summary>ID of the branch that was tested; kept when the branch passes on or goes.</summary>
    public string TestedBranchId { get; init; } = string.Empty;

    /// <summary>The package that was made last; empty before the first.</summary>
    public string ProdPackageId { get; init; } = string.Empty;

    /// <summary>The test pack, and its release once there is one.</summary>
    public PackRelease? TestRelease { get; init; }

    /// <summary>The production pack, and its release once there is one.</summary>
    public PackRelease? ProductionRelease { get; init; }

    /// <summary>How it was submitted for review; null before that.</summary>
    public Submission? Submission { get; init; }

    /// <summary>The peer's decision; null before it.</summary>
    public ReviewDecision? PeerDecision { get; init; }

    /// <summary>The admin's decision, the last one if there were two; null before it.</summary>
    public ReviewDecision? AdminDecision { get; init; }

    /// <summary>The merge to main; null before it is prepared.</summary>
    public BranchMerge? Merge { get; init; }

    /// <summary>The admin who deploys to production; null before the deployment begins.</summary>
    public Person? DeployedBy { get; init; }

    /// <summary>When it was deployed to production.</summary>
    public DateTimeOffset? DeployedAt { get; init; }

    /// <summary>The last deployment, to test or to production; null before the first.</summary>
    public Deployment? Deployment { get; init; }

    /// <summary>When initiator and submitter were warned that it is about to expire; null while they were not.</summary>
    public DateTimeOffset? ExpiryWarnedAt { get; init; }

    /// <summary>Whether a run goes on with it: the promotion itself, or its deployment, which may release again what is deployed.</summary>
    [JsonIgnore]
    public bool HasRun => Status is PromotionStatus.InProgress or PromotionStatus.TestDeploying
        || (Deployment is { IsRunning: true } && (!Status.IsTerminal() || Status == PromotionStatus.Deployed));

    /// <summary>Whether nobody works on it and nobody reviews it: a newer promotion of the same root supersedes it.</summary>
    [JsonIgnore]
    public bool IsAtRest => Status.IsAtRest() && !HasRun;

    /// <summary>Whether it has reached its pack, and a release that the platform accepted failed on its way: the deployment may be repeated, and releases again.</summary>
    [JsonIgnore]
    public bool HasFailedRelease => Deployment is not null && Status switch
    {
        PromotionStatus.TestDeployed => TestRelease is { State: ReleaseState.Failed },
        PromotionStatus.Deployed => ProductionRelease is { State: ReleaseState.Failed } || TestRelease is { State: ReleaseState.Failed },
        _ => false,
    };

    /// <summary>Whether the platform accepted a release of it that it has not been seen to end.</summary>
    [JsonIgnore]
    public bool IsReleasing => TestRelease is { IsPending: true } || ProductionRelease is { IsPending: true };

    /// <summary>Whether its branch, if there is one, is its own: not the tested promotion's whose branch passed on.</summary>
    [JsonIgnore]
    public bool HoldsItsBranch => BranchPassedTo is null;

    /// <summary>Since when it has its status, as well as it is known.</summary>
    [JsonIgnore]
    public DateTimeOffset InStatusSince => StatusSince ?? UpdatedAt;

    /// <summary>Whether main is being changed, or was: nothing takes the promotion back from there.</summary>
    [JsonIgnore]
    public bool IsMergeBegun => Merge is { Progress: MergeProgress.Merging or MergeProgress.Merged };
}

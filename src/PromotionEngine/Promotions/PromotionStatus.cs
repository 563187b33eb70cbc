namespace PromotionEngine.Promotions;

/// <summary>Where a promotion stands. The words on the wire are in <see cref="PromotionStatusWords"/>.</summary>
public enum PromotionStatus
{
    /// <summary>A run is writing components to the branch.</summary>
    InProgress,

    /// <summary>Everything stands on the branch.</summary>
    Completed,

    /// <summary>The run failed and was undone. Terminal.</summary>
    Failed,

    /// <summary>Being packaged and released to test.</summary>
    TestDeploying,

    /// <summary>Released to a test pack. At rest.</summary>
    TestDeployed,

    /// <summary>The deployment to test failed and may be repeated.</summary>
    TestDeployFailed,

    /// <summary>Packaged for test, but an admin must choose the pack.</summary>
    PendingPackAssignment,

    /// <summary>A test deployment that was ended. Terminal.</summary>
    TestCancelled,

    /// <summary>Awaits a peer.</summary>
    PendingPeerReview,

    /// <summary>A peer said no. Terminal.</summary>
    PeerRejected,

    /// <summary>A peer said yes; awaits an admin.</summary>
    PendingAdminReview,

    /// <summary>An admin said yes; may be deployed.</summary>
    AdminApproved,

    /// <summary>An admin said no. Terminal.</summary>
    AdminRejected,

    /// <summary>Merged, packaged and released. Terminal.</summary>
    Deployed,

    /// <summary>Taken back, expired or superseded. Terminal.</summary>
    Withdrawn,
}

namespace PromotionEngine.Notifications;

/// <summary>What people are told of by e-mail.</summary>
public enum MailEvent
{
    /// <summary>Deployed to test.</summary>
    TestDeployed,

    /// <summary>The deployment to test failed.</summary>
    TestDeployFailed,

    /// <summary>Packaged for test, but an admin must choose the pack.</summary>
    PackNeeded,

    /// <summary>Submitted for review.</summary>
    Submitted,

    /// <summary>A peer said yes.</summary>
    PeerApproved,

    /// <summary>A peer said no.</summary>
    PeerRejected,

    /// <summary>Approved by an admin and deployed to production.</summary>
    Deployed,

    /// <summary>An admin said no.</summary>
    AdminRejected,

    /// <summary>About to expire.</summary>
    AboutToExpire,

    /// <summary>Ended because nobody went on with it.</summary>
    Expired,

    /// <summary>Ended because a newer promotion of the same process took its place.</summary>
    Superseded,

    /// <summary>A release that the platform had accepted is everywhere.</summary>
    ReleaseCompleted,

    /// <summary>A release that the platform had accepted failed.</summary>
    ReleaseFailed,
}

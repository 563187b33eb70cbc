namespace PromotionEngine.Boomi.Platform;

/// <summary>What kind of failure a call of the Platform API ended with.</summary>
public enum PlatformErrorKind
{
    /// <summary>401 or 403: the service's credentials or privileges are wrong. Never retried.</summary>
    AuthFailed,

    /// <summary>503 or 429 after all repeats, or a wait longer than allowed. The platform did not act.</summary>
    Busy,

    /// <summary>400 for an ID that does not exist, or is not visible on the branch.</summary>
    InvalidId,

    /// <summary>400 because the branch was deleted.</summary>
    BranchDeleted,

    /// <summary>400 or another 4xx: the platform refused what was asked for.</summary>
    Refused,

    /// <summary>404 or 410: there is no such endpoint.</summary>
    NotFound,

    /// <summary>5xx, or no answer at all, for a call that changes nothing or may be repeated.</summary>
    ServerError,

    /// <summary>A call that must not be repeated ended without an answer: whether it took effect must be looked up.</summary>
    Unclear,

    /// <summary>The answer could not be read, is too large, or is not what was asked for.</summary>
    Malformed,
}

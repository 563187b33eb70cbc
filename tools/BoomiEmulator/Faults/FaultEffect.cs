namespace BoomiEmulator.Faults;

/// <summary>What a fault does to a request. Every effect can be preceded by a delay.</summary>
public enum FaultEffect
{
    /// <summary>Only the delay; then the request is answered as usual.</summary>
    Delay,

    /// <summary>A status and a body instead of the answer; the request has no effect.</summary>
    Status,

    /// <summary>The connection is cut before the request has any effect.</summary>
    CutBefore,

    /// <summary>The request takes effect, then the connection is cut without an answer.</summary>
    CutAfter,

    /// <summary>The request takes effect; half of the answer's body is sent, then the connection is cut.</summary>
    Truncate,

    /// <summary>The request takes effect; the answer's body is complete by its length but not well-formed.</summary>
    Malform,

    /// <summary>The request takes effect; the answer's body comes in small pieces.</summary>
    SlowDrip,

    /// <summary>401 for this and every further request with the same credentials, for a time.</summary>
    ExpireToken,
}

namespace Faults.Tests.Rounds;

/// <summary>What is broken on purpose.</summary>
internal enum FaultKind
{
    /// <summary>An engine ends as by <c>kill -9</c> and is started again.</summary>
    KillEngine,

    /// <summary>An engine stands still for longer than its lease, and goes on.</summary>
    PauseEngine,

    /// <summary>A scheduler ends as by <c>kill -9</c> and is started again.</summary>
    KillScheduler,

    /// <summary>Redis ends as by <c>kill -9</c> and is started again with its data.</summary>
    KillRedis,

    /// <summary>Redis stands still for a moment.</summary>
    PauseRedis,

    /// <summary>Redis takes no more data for a moment.</summary>
    FillRedis,

    /// <summary>Every connection between host, schedulers and engines is cut.</summary>
    CutConnections,

    /// <summary>Boomi takes effect and cuts the connection before it answers.</summary>
    LoseAnswers,

    /// <summary>Boomi is busy.</summary>
    BusyBoomi,

    /// <summary>Boomi is slow, for some calls slower than they are waited for.</summary>
    SlowBoomi,

    /// <summary>The mail server takes mails and cuts the connection before it says so.</summary>
    LoseMailAnswers,
}

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

    /// <summary>Both engines end as by <c>kill -9</c> and are started again.</summary>
    KillBothEngines,

    /// <summary>An engine ends as by <c>kill -9</c> and is started again with a clock that is wrong by up to 25 seconds.</summary>
    OffsetClock,

    /// <summary>The primary Redis ends as by <c>kill -9</c>, and its replica is promoted.</summary>
    FailOverRedis,

    /// <summary>Every connection to Redis is cut, again and again, also between a commit and its answer.</summary>
    CutRedis,

    /// <summary>The disk of Redis is full: it dies of it, and is started again when there is room.</summary>
    FillDisk,

    /// <summary>PostgreSQL ends as by <c>kill -9</c> and is started again.</summary>
    KillPostgres,

    /// <summary>The host ends as by <c>kill -9</c> and is started again.</summary>
    KillHost,

    /// <summary>An engine is asked to end, and is started again when it has.</summary>
    StopEngine,

    /// <summary>A scheduler stands still for longer than others wait for it, and goes on.</summary>
    PauseScheduler,
}

namespace Sandbox;

/// <summary>Worlds that the sandbox can start with.</summary>
public enum SandboxScenario
{
    /// <summary>Two development accounts; Boomi answers at once.</summary>
    Small,

    /// <summary>Six development accounts and 2,000 components; Boomi answers at once.</summary>
    Team,

    /// <summary>The small world with Boomi's pace: 10 requests a second, 200 ms a call, branches that take a second.</summary>
    Faithful,

    /// <summary>The small world with a Boomi that is busy for every tenth call.</summary>
    Busy,
}

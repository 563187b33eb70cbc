namespace BoomiEmulator.DataHub.State;

/// <summary>All that a world remembers, in a form that JSON can hold.</summary>
internal sealed class WorldState
{
    public long LastNumber { get; set; }

    public List<ModelState> Models { get; set; } = [];

    public List<AccountSource> Sources { get; set; } = [];

    public List<RepositoryState> Repositories { get; set; } = [];

    public List<DeploymentState> Deployments { get; set; } = [];

    public DataHubFaults Faults { get; set; } = new();

    public int EntitiesSinceFaults { get; set; }

    public int PlatformRequestsSinceFaults { get; set; }
}

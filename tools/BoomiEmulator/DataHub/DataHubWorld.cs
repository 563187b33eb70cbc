using System.Text.Json;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub;

/// <summary>
/// An emulated DataHub: models, sources, repositories and their universes with golden records, batches and quarantine.
/// Safe for several threads; one call is worked off at a time. Nothing runs in the background: what has become due since
/// the last call is done, in its order and with its own time, when the next call comes.
/// </summary>
public sealed partial class DataHubWorld
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private Hub _hub;

    /// <summary>Makes a world that holds what the options say.</summary>
    /// <param name="options">What there is at the start, and after <see cref="Reset"/>.</param>
    /// <param name="time">The clock that batches, deployments and source states go by.</param>
    public DataHubWorld(DataHubOptions options, TimeProvider time)
    {
        Options = options;
        _time = time;
        _hub = NewHub();
    }

    /// <summary>The options that the world was made with.</summary>
    public DataHubOptions Options { get; }

    /// <summary>The faults in force. Setting them starts their counters anew.</summary>
    public DataHubFaults Faults
    {
        get
        {
            lock (_gate)
                return _hub.State.Faults;
        }

        set
        {
            lock (_gate)
            {
                _hub.State.Faults = value;
                _hub.State.EntitiesSinceFaults = 0;
                _hub.State.PlatformRequestsSinceFaults = 0;
            }
        }
    }

    /// <summary>Every repository with its credentials, also the ones created over the platform side.</summary>
    public IReadOnlyList<DataHubRepositoryOptions> Repositories =>
        Enter(hub => hub.State.Repositories.ConvertAll(repository => new DataHubRepositoryOptions(repository.Name, repository.Id, repository.User, repository.Token)));

    /// <summary>All that the world holds now, faults included.</summary>
    public DataHubSnapshot Snapshot()
    {
        lock (_gate)
            return new DataHubSnapshot(JsonSerializer.SerializeToElement(_hub.State));
    }

    /// <summary>Puts the world back to where it was when the snapshot was taken.</summary>
    public void Restore(DataHubSnapshot snapshot)
    {
        var state = snapshot.State.Deserialize<WorldState>() ?? throw new ArgumentException("The snapshot is empty.", nameof(snapshot));
        lock (_gate)
            _hub = new Hub(Options, state);
    }

    /// <summary>Puts the world back to its options: no models, no records, no faults.</summary>
    public void Reset()
    {
        lock (_gate)
            _hub = NewHub();
    }

    /// <summary>Lets one caller in, after everything that is due has been done.</summary>
    internal T Enter<T>(Func<Hub, T> work)
    {
        lock (_gate)
        {
            _hub.Settle(_time.GetUtcNow());
            return work(_hub);
        }
    }

    private Hub NewHub() => new(Options, new WorldState
    {
        Repositories = Options.Repositories.Select(repository => new RepositoryState
        {
            Id = repository.Id,
            Name = repository.Name,
            User = repository.User,
            Token = repository.Token,
        }).ToList(),
    });
}

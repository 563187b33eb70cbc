using System.Security.Cryptography;
using System.Text;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>The state with what is derived from it. Not safe for several threads: <see cref="DataHubWorld"/> lets one in at a time.</summary>
internal sealed class Hub(DataHubOptions options, WorldState state)
{
    private readonly Dictionary<UniverseState, Universe> _universes = [];

    public DataHubOptions Options { get; } = options;

    public WorldState State { get; } = state;

    /// <summary>The time of the call that is being answered.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>A new id in the form of a GUID, the same in every world with the same seed and history.</summary>
    public string NewId()
    {
        var number = ++State.LastNumber;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Options.Seed}:{number}"));
        return new Guid(hash.AsSpan(0, 16)).ToString("D");
    }

    public Universe Open(RepositoryState repository, UniverseState universe)
    {
        if (!_universes.TryGetValue(universe, out var open))
        {
            open = new Universe(this, repository, universe, ModelReader.ReadAccepted(universe.ModelXml));
            _universes.Add(universe, open);
        }

        return open;
    }

    /// <summary>The universe as the repository side sees it.</summary>
    /// <exception cref="DataHubRefusalException">The id is blank, or the repository holds no such universe.</exception>
    public Universe Universe(RepositoryState repository, string universeId)
    {
        if (string.IsNullOrWhiteSpace(universeId))
            throw DataHubRefusalException.BadRequest("The given universe id is blank.");
        return Find(repository, universeId) ?? throw DataHubRefusalException.NoSuchUniverse(universeId);
    }

    public Universe? Find(RepositoryState repository, string universeId) =>
        repository.Universes.Find(universe => string.Equals(universe.Id, universeId, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Open(repository, found)
            : null;

    /// <summary>Forgets what was derived from a universe whose model has changed.</summary>
    public void Close(UniverseState universe) => _universes.Remove(universe);

    /// <summary>Does everything that was due by now: deployments, source states, batches and end-dating by filter.</summary>
    public void Settle(DateTimeOffset now)
    {
        Now = now;
        Deployments.Settle(this);
        foreach (var repository in State.Repositories)
        {
            foreach (var universe in repository.Universes)
            {
                SourceLife.Settle(universe, now);
                if (universe.Batches.Exists(batch => batch.FinalState is null && batch.DueAt <= now) || universe.EndDateJobs.Exists(job => job.DueAt <= now))
                    BatchRunner.Settle(Open(repository, universe), now);
            }
        }
    }
}

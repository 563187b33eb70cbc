using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Brings published models to repositories.</summary>
internal static class Deployments
{
    public static DeploymentState Request(Hub hub, ModelState model, int version, RepositoryState repository)
    {
        var deployment = new DeploymentState
        {
            Id = hub.NewId(),
            UniverseId = model.Id,
            RepositoryId = repository.Id,
            Version = version,
            RequestedAt = hub.Now,
            DueAt = hub.Now + hub.Options.DeploymentDelay,
        };
        hub.State.Deployments.Add(deployment);
        return deployment;
    }

    public static void Settle(Hub hub)
    {
        foreach (var deployment in hub.State.Deployments.Where(deployment => deployment.Status == "PENDING" && deployment.DueAt <= hub.Now))
            Complete(hub, deployment);
    }

    /// <summary>Takes the universe and all of its data away; a deployment that is under way is cancelled.</summary>
    public static bool Undeploy(Hub hub, RepositoryState repository, string universeId)
    {
        var pending = hub.State.Deployments.FindAll(deployment =>
            deployment.UniverseId == universeId && deployment.RepositoryId == repository.Id && deployment.Status == "PENDING");
        foreach (var deployment in pending)
        {
            deployment.Status = "CANCELED";
            deployment.CompletedAt = hub.Now;
        }

        if (repository.Universes.Find(universe => universe.Id == universeId) is not { } found)
            return pending.Count > 0;
        repository.Universes.Remove(found);
        hub.Close(found);
        return true;
    }

    public static void Complete(Hub hub, DeploymentState deployment)
    {
        deployment.Status = "SUCCESS";
        deployment.CompletedAt = deployment.DueAt;
        var xml = hub.State.Models.Find(model => model.Id == deployment.UniverseId)!.Published[deployment.Version - 1];
        var repository = hub.State.Repositories.Find(candidate => candidate.Id == deployment.RepositoryId)!;
        var universe = repository.Universes.Find(candidate => candidate.Id == deployment.UniverseId);
        if (universe is null)
        {
            universe = new UniverseState { Id = deployment.UniverseId, VersionId = hub.NewId(), ModelXml = xml };
            repository.Universes.Add(universe);
        }
        else
        {
            hub.Close(universe);
            universe.ModelXml = xml;
            universe.VersionId = hub.NewId();
        }

        universe.Version = deployment.Version;
        AttachSources(hub, universe, ModelReader.ReadAccepted(xml), deployment.DueAt);
    }

    private static void AttachSources(Hub hub, UniverseState universe, ModelDefinition model, DateTimeOffset at)
    {
        universe.Sources.RemoveAll(source => model.Source(source.SourceId) is null);
        foreach (var source in model.Sources.Where(source => !universe.Sources.Exists(attached => attached.SourceId == source.SourceId)))
            universe.Sources.Add(new AttachedSource { SourceId = source.SourceId, DueAt = at + hub.Options.SourceTransitionDelay });
    }
}

using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;
using BoomiEmulator.DataHub.Universes;

namespace BoomiEmulator.DataHub;

/// <summary>Short ways in for seeding and for tests, past HTTP and past all delays.</summary>
public sealed partial class DataHubWorld
{
    /// <summary>Creates, publishes and deploys a model and finishes the initial load of every source that contributes.</summary>
    /// <param name="repository">Id or user name of a repository.</param>
    /// <param name="createModelRequest">A whole <c>mdm:CreateModelRequest</c>.</param>
    /// <returns>The id of the model, which is the id of the universe too.</returns>
    /// <exception cref="InvalidOperationException">The model is refused; the message says why.</exception>
    public string Deploy(string repository, string createModelRequest) => Seed(hub =>
    {
        var home = Home(hub, repository);
        var model = ModelLibrary.Create(hub, XElement.Parse(createModelRequest));
        var version = ModelLibrary.Publish(hub, model.Id);
        ModelLibrary.CheckDeployable(model, version);
        Deployments.Complete(hub, Deployments.Request(hub, model, version, home));
        var universe = hub.Find(home, model.Id)!;
        foreach (var source in universe.State.Sources)
            source.Status = universe.Model.Source(source.SourceId) is { Contributes: true } ? SourceStatus.INITIAL_LOAD_FINISHED : SourceStatus.SOURCE_ATTACHED;
        return model.Id;
    });

    /// <summary>Incorporates entities at once, as many as there are.</summary>
    /// <param name="repository">Id or user name of a repository.</param>
    /// <param name="model">Name of a deployed model.</param>
    /// <param name="source">The contributing source.</param>
    /// <param name="entities">Text by field name, with the source's key under <c>id</c>. An empty text clears a field. Fields of groups and collections cannot be given.</param>
    /// <exception cref="InvalidOperationException">The source is unknown or an entity was quarantined; the message says why.</exception>
    public void Upsert(string repository, string model, string source, IEnumerable<IReadOnlyDictionary<string, string>> entities) => Seed(hub =>
    {
        var universe = Deployed(hub, repository, model);
        universe.Source(source);
        foreach (var entity in entities)
        {
            var element = new XElement(universe.Model.EntityName, entity.Select(pair => new XElement(pair.Key, pair.Value)));
            var work = new BatchEntity
            {
                Id = ++universe.State.LastEntity,
                TransactionId = hub.NewId(),
                SourceEntityId = EntityReader.IdOf(element),
                Xml = element.ToString(SaveOptions.DisableFormatting),
            };
            BatchRunner.Run(universe, source, work, hub.Now, approved: true);
            if (work.State != "COMPLETED")
                throw new InvalidOperationException($"Entity '{work.SourceEntityId}' of model {model} ended {work.State} {work.StateDetail}: {work.Message}");
        }

        return true;
    });

    /// <summary>The active golden records of a model in the order of their creation.</summary>
    /// <param name="repository">Id or user name of a repository.</param>
    /// <param name="model">Name of a deployed model.</param>
    /// <returns>Text by field name, and the record id under <c>@recordId</c>. Fields without a value are left out, collections are not told.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Records(string repository, string model) => Seed(hub =>
    {
        var universe = Deployed(hub, repository, model);
        var names = universe.Model.Fields.ToDictionary(pair => pair.Key, pair => pair.Value.ElementName, StringComparer.Ordinal);
        return universe.Active.Select(IReadOnlyDictionary<string, string> (record) =>
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["@recordId"] = record.RecordId };
            foreach (var (uniqueId, value) in record.Content.Values)
                fields[names.GetValueOrDefault(uniqueId, uniqueId)] = value;
            return fields;
        }).ToList();
    });

    /// <summary>How many entities are in quarantine.</summary>
    /// <param name="repository">Id or user name of a repository.</param>
    /// <param name="model">Name of a deployed model.</param>
    public int QuarantineCount(string repository, string model) =>
        Seed(hub => Deployed(hub, repository, model).State.Quarantine.Count(entry => entry.EndDate is null));

    /// <summary>The id of a deployed universe.</summary>
    /// <param name="repository">Id or user name of a repository.</param>
    /// <param name="model">Name of a deployed model.</param>
    public string UniverseId(string repository, string model) => Seed(hub => Deployed(hub, repository, model).Id);

    private T Seed<T>(Func<Hub, T> work)
    {
        try
        {
            return Enter(work);
        }
        catch (DataHubRefusalException refused)
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
    }

    private static RepositoryState Home(Hub hub, string repository) =>
        hub.State.Repositories.Find(candidate => candidate.Id == repository || candidate.User == repository)
        ?? throw new InvalidOperationException($"There is no repository with the id or user name '{repository}'.");

    private static Universe Deployed(Hub hub, string repository, string model)
    {
        var home = Home(hub, repository);
        var name = ModelDefinition.Normalise(model);
        return home.Universes.Select(universe => hub.Open(home, universe)).FirstOrDefault(universe => universe.Model.EntityName == name)
            ?? throw new InvalidOperationException($"Model '{model}' is not deployed to repository '{home.Name}'.");
    }
}

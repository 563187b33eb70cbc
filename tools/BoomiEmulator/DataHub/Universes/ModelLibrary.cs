using System.Globalization;
using System.Xml.Linq;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>The models of the account: drafts and published versions.</summary>
internal static class ModelLibrary
{
    /// <summary>Adds a model as a draft, and the sources that it names to the account.</summary>
    /// <exception cref="DataHubRefusalException">The model has errors; all of them are told.</exception>
    public static ModelState Create(Hub hub, XElement request)
    {
        var definition = Validate(request, "Create", published: null);
        if (hub.State.Models.Exists(model => !model.Deleted && ModelDefinition.Normalise(model.Name) == definition.EntityName))
            throw Invalid("Create", [$"Model creation failed because a model with the name {definition.Name} already exists."]);
        var state = new ModelState { Id = hub.NewId(), Name = definition.Name, DraftXml = Keep(request) };
        hub.State.Models.Add(state);
        AddSources(hub, definition);
        return state;
    }

    /// <summary>Puts new content into the draft.</summary>
    /// <exception cref="DataHubRefusalException">There is no such model, or the new content has errors.</exception>
    public static ModelState Update(Hub hub, string modelId, XElement request)
    {
        var model = Find(hub, modelId);
        var definition = Validate(request, "Update", model.Published.LastOrDefault());
        model.Name = definition.Name;
        model.DraftXml = Keep(request);
        AddSources(hub, definition);
        return model;
    }

    /// <summary>Makes the draft the next version.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="DataHubRefusalException">There is no such model, nothing has changed, or there is no match rule.</exception>
    public static int Publish(Hub hub, string modelId)
    {
        var model = Find(hub, modelId);
        if (model.DraftXml is null || model.DraftXml == model.Published.LastOrDefault())
            throw DataHubRefusalException.BadRequest("There are no changes. A new version will not be published.");
        var definition = ModelReader.ReadAccepted(model.DraftXml);
        if (definition.MatchRules.Count == 0)
            throw DataHubRefusalException.BadRequest("The model cannot be published because it does not have a match rule.");
        if (definition.MatchRules.Any(rule => HasWideNot(rule.Root)))
            throw DataHubRefusalException.BadRequest("The model cannot be published because a NOT group in a match rule has more than one expression.");
        model.Published.Add(model.DraftXml);
        model.DraftXml = null;
        return model.Published.Count;
    }

    /// <summary>Takes the model off the list.</summary>
    /// <exception cref="DataHubRefusalException">There is no such model, or it is deployed.</exception>
    public static void Delete(Hub hub, string modelId)
    {
        var model = Find(hub, modelId);
        if (hub.State.Repositories.Exists(repository => repository.Universes.Exists(universe => universe.Id == model.Id)))
            throw DataHubRefusalException.BadRequest("Model is in use by one or more repositories. Please undeploy this model before attempting to delete it.");
        model.Deleted = true;
    }

    /// <summary>The content of a version, of the draft, or of the newest published version.</summary>
    /// <exception cref="DataHubRefusalException">There is no such model, version or draft.</exception>
    public static (string Xml, int? Version) Get(Hub hub, string modelId, string? version, bool draft)
    {
        // A deleted model is still told by its id.
        var model = Find(hub, modelId, alsoDeleted: true);
        if (draft)
            return (model.DraftXml ?? throw DataHubRefusalException.BadRequest("The model does not currently have a Draft version"), null);
        if (version is not null)
        {
            if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw DataHubRefusalException.BadRequest("Query parameter version has invalid value");
            return number >= 1 && number <= model.Published.Count
                ? (model.Published[number - 1], number)
                : throw DataHubRefusalException.BadRequest($"A component with ID {model.Id} and version {version} does not exist.");
        }

        return model.Published.Count > 0
            ? (model.Published[^1], model.Published.Count)
            : throw DataHubRefusalException.BadRequest($"{model.Id} is not a valid component ID.");
    }

    /// <summary>Checks that a version can go to a repository.</summary>
    /// <exception cref="DataHubRefusalException">The version does not exist or is too large.</exception>
    public static void CheckDeployable(ModelState model, int version)
    {
        if (version < 1 || version > model.Published.Count)
            throw DataHubRefusalException.BadRequest($"Version {version} of model with id: {model.Id} could not be found.");
        if (ModelSize.Complaint(ModelReader.ReadAccepted(model.Published[version - 1])) is { } complaint)
            throw DataHubRefusalException.BadRequest(complaint);
    }

    /// <summary>The model with this id.</summary>
    /// <exception cref="DataHubRefusalException">The id is no GUID or not the id of a model.</exception>
    public static ModelState Find(Hub hub, string modelId, bool alsoDeleted = false)
    {
        if (!Guid.TryParse(modelId, out _))
            throw DataHubRefusalException.BadRequest($"{modelId} is not a valid component ID.");
        return hub.State.Models.Find(model => string.Equals(model.Id, modelId, StringComparison.OrdinalIgnoreCase) && (alsoDeleted || !model.Deleted))
            ?? throw DataHubRefusalException.BadRequest($"A model with ID {modelId} does not exist.");
    }

    private static ModelDefinition Validate(XElement request, string verb, string? published)
    {
        if (request.Name != ModelXml.Mdm + $"{verb}ModelRequest")
            throw DataHubRefusalException.BadRequest($"Message body is invalid: expected {verb}ModelRequest");
        var (definition, errors) = ModelReader.Read(request);
        var all = published is null ? errors : [.. errors, .. Frozen(definition, ModelReader.ReadAccepted(published))];
        return all.Count == 0 ? definition : throw Invalid(verb, all);
    }

    /// <summary>What may not change any more once a version is published.</summary>
    private static IEnumerable<string> Frozen(ModelDefinition now, ModelDefinition published)
    {
        foreach (var (uniqueId, before) in published.Fields)
        {
            if (!now.Fields.TryGetValue(uniqueId, out var after))
                continue;
            if (after.Type != before.Type)
                yield return $"Field {uniqueId} type cannot be changed";
            if (after.CollectionId is null != before.CollectionId is null)
                yield return $"Field {uniqueId} Repeatability cannot be changed because the model is published";
        }
    }

    private static DataHubRefusalException Invalid(string verb, IReadOnlyList<string> errors) => new(
        400, ModelXml.Root($"{verb}ModelResponse", ModelXml.Element("errors", errors.Select(error => ModelXml.Element("error", error)))));

    private static string Keep(XElement request) =>
        ModelXml.Root("GetModelResponse", request.Elements().Select(element => new XElement(element))).ToString(SaveOptions.DisableFormatting);

    private static bool HasWideNot(MatchGroup group) =>
        (group.Operator == "NOT" && group.Parts.Count > 1) || group.Parts.OfType<MatchGroup>().Any(HasWideNot);

    private static void AddSources(Hub hub, ModelDefinition definition)
    {
        foreach (var id in definition.Sources.Select(source => source.SourceId).Where(id => !hub.State.Sources.Exists(known => known.SourceId == id)))
            hub.State.Sources.Add(new AccountSource { SourceId = id, Name = id, LastModified = hub.Now });
    }
}

using System.Globalization;
using System.Xml.Linq;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>DataHub's administration: models, sources, deployments. Used by set-up only; it counts against a daily quota.</summary>
internal sealed class DataHubAdministration(DataHubTransport transport)
{
    /// <summary>IDs of the account's sources.</summary>
    public async Task<IReadOnlySet<string>> SourcesAsync(CancellationToken cancellationToken)
    {
        var root = await transport.SendForXmlAsync(HttpMethod.Get, "sources", body: null, repeatable: true, cancellationToken);
        return root.Named("sourceId").Select(source => source.Value.Trim()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Creates a source; one that is there already is no failure.</summary>
    public async Task CreateSourceAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(HttpMethod.Post, "sources/create", ModelXml.CreateSource(id), repeatable: true, cancellationToken);
        }
        catch (DataHubException exception) when (exception.Kind == DataHubErrorKind.Refused && exception.Message.Contains("already exists", StringComparison.OrdinalIgnoreCase))
        {
            // Somebody else made it, or the answer to our first try was lost.
        }
    }

    /// <summary>The model of that name, or null.</summary>
    public async Task<ModelSummary?> FindModelAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var root = await transport.SendForXmlAsync(HttpMethod.Get, $"models?name={Uri.EscapeDataString(name)}&publicationStatus=all", body: null, repeatable: true, cancellationToken);
            return root.Named("Model")
                .Where(model => string.Equals(model.ChildText("name"), name, StringComparison.OrdinalIgnoreCase))
                .Select(model => new ModelSummary(
                    model.ChildText("id"),
                    string.Equals(model.ChildText("publicationStatus"), "true", StringComparison.OrdinalIgnoreCase),
                    Number(model.ChildText("latestVersion"))))
                .FirstOrDefault();
        }
        catch (DataHubException exception) when (exception.Message.Contains("No Models are available", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    /// <summary>A model's content: its draft when it has one, else its latest published version.</summary>
    public async Task<XElement> ReadModelAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendForXmlAsync(HttpMethod.Get, $"models/{Uri.EscapeDataString(id)}?draft=true", body: null, repeatable: true, cancellationToken);
        }
        catch (DataHubException exception) when (exception.Kind == DataHubErrorKind.Refused)
        {
            return await transport.SendForXmlAsync(HttpMethod.Get, $"models/{Uri.EscapeDataString(id)}", body: null, repeatable: true, cancellationToken);
        }
    }

    /// <summary>Creates a draft and answers the model's ID.</summary>
    public async Task<string> CreateModelAsync(GoldenRecordModel model, CancellationToken cancellationToken)
    {
        var root = await transport.SendForXmlAsync(HttpMethod.Post, "models", ModelXml.Create(model), repeatable: false, cancellationToken);
        return root.Named("id").FirstOrDefault()?.Value.Trim() is { Length: > 0 } id
            ? id
            : throw new DataHubException(DataHubErrorKind.Malformed, 200, $"DataHub created the model {model.Name} but did not name its ID.");
    }

    /// <summary>Replaces a model's draft.</summary>
    public Task UpdateModelAsync(string id, GoldenRecordModel model, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Put, $"models/{Uri.EscapeDataString(id)}", ModelXml.Update(model), repeatable: true, cancellationToken);

    /// <summary>Publishes a model's draft and answers the version; 0 when there was nothing to publish.</summary>
    public async Task<int> PublishAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var root = await transport.SendForXmlAsync(HttpMethod.Post, $"models/{Uri.EscapeDataString(id)}/publish", ModelXml.Publish("Set up by the promotion service."), repeatable: false, cancellationToken);
            return Number(root.Named("version").FirstOrDefault()?.Value ?? root.Attribute("version")?.Value ?? string.Empty);
        }
        catch (DataHubException exception) when (exception.Kind == DataHubErrorKind.Refused && exception.Message.Contains("no changes", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }
    }

    /// <summary>IDs of the account's repositories.</summary>
    public async Task<IReadOnlyList<string>> RepositoriesAsync(CancellationToken cancellationToken)
    {
        var root = await transport.SendForXmlAsync(HttpMethod.Get, "repositories", body: null, repeatable: true, cancellationToken);
        return [.. root.Named("Repository").Select(repository => repository.Attribute("id")?.Value.Trim() ?? string.Empty).Where(id => id.Length > 0)];
    }

    /// <summary>Starts a deployment and answers its ID.</summary>
    public async Task<string> DeployAsync(string modelId, int version, string repository, CancellationToken cancellationToken)
    {
        var path = $"universe/{Uri.EscapeDataString(modelId)}/deploy?version={version}&repositoryId={Uri.EscapeDataString(repository)}";
        var root = await transport.SendForXmlAsync(HttpMethod.Post, path, body: null, repeatable: false, cancellationToken);
        return Field(root, "id");
    }

    /// <summary>Status of a deployment: <c>PENDING</c>, <c>SUCCESS</c> or <c>CANCELED</c>.</summary>
    public async Task<string> DeploymentStatusAsync(string modelId, string deployment, CancellationToken cancellationToken)
    {
        var path = $"universe/{Uri.EscapeDataString(modelId)}/deployments/{Uri.EscapeDataString(deployment)}";
        return Field(await transport.SendForXmlAsync(HttpMethod.Get, path, body: null, repeatable: true, cancellationToken), "status");
    }

    /// <summary>Where a source stands in its initial load, for example <c>SOURCE_ATTACHED</c>.</summary>
    public async Task<string> SourceStatusAsync(string repository, string universe, string source, CancellationToken cancellationToken) =>
        Field(await transport.SendForXmlAsync(HttpMethod.Get, $"{SourcePath(repository, universe, source)}/status", body: null, repeatable: true, cancellationToken), "status");

    /// <summary>Asks for the next step of a source's initial load: <c>enableInitialLoad</c> or <c>finishInitialLoad</c>.</summary>
    public Task InitialLoadAsync(string repository, string universe, string source, string step, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Post, $"{SourcePath(repository, universe, source)}/{step}", body: null, repeatable: false, cancellationToken);

    private static string SourcePath(string repository, string universe, string source) =>
        $"repositories/{Uri.EscapeDataString(repository)}/universes/{Uri.EscapeDataString(universe)}/sources/{Uri.EscapeDataString(source)}";

    /// <summary>A field of a small answer, as an attribute of its root or as a child.</summary>
    private static string Field(XElement root, string name) => root.Attribute(name)?.Value.Trim() is { Length: > 0 } value ? value : root.ChildText(name);

    private static int Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

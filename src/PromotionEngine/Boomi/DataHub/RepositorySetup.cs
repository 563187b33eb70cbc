using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>
/// Brings a DataHub repository to the state that the service needs: sources, models, deployments, initial loads. It looks before it changes
/// anything, so it may be repeated at any time, also after it broke off. It only adds: nothing of others is removed.
/// </summary>
public sealed class RepositorySetup
{
    private readonly DataHubClient _client;
    private readonly DataHubOptions _options;
    private readonly TimeProvider _time;
    private readonly DataHubAdministration _administration;

    /// <summary>Set-up with the administration's credentials of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">The options cannot be used; the message names every problem.</exception>
    public RepositorySetup(HttpClient http, DataHubClient client, DataHubOptions options, TimeProvider time, ILogger<RepositorySetup>? logger = null, Func<double>? jitter = null)
    {
        var problems = options.AdministrationProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _client = client;
        _options = options;
        _time = time;
        var address = $"{options.AdministrationAddress.AbsoluteUri.TrimEnd('/')}/mdm/api/rest/v1/{Uri.EscapeDataString(options.AdministrationAccountId)}";
        var credentials = new BoomiCredentials(() => (options.AdministrationUser, options.AdministrationToken));
        _administration = new DataHubAdministration(new DataHubTransport(
            http, options, address, credentials, time, (ILogger?)logger ?? NullLogger.Instance, jitter ?? Random.Shared.NextDouble));
    }

    /// <summary>Does what is missing.</summary>
    /// <exception cref="DataHubException">A step was refused or did not end in time; repeat when its cause is gone.</exception>
    public async Task<RepositorySetupReport> EnsureAsync(CancellationToken cancellationToken = default)
    {
        var changes = new List<string>();
        var repository = await RepositoryAsync(cancellationToken);
        await SourcesAsync(changes, cancellationToken);
        var deployed = await _client.DeployedAsync(cancellationToken);
        var universes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var model in GoldenRecordModels.All)
        {
            var id = await ModelAsync(model, deployed, repository, changes, cancellationToken);
            universes[model.Name] = id;
            foreach (var source in model.Sources)
            {
                await InitialLoadAsync(model, id, repository, source, changes, cancellationToken);
            }
        }

        return new RepositorySetupReport(universes, changes);
    }

    private async Task<string> RepositoryAsync(CancellationToken cancellationToken)
    {
        if (_options.RepositoryId.Length > 0)
        {
            return _options.RepositoryId;
        }

        var repositories = await _administration.RepositoriesAsync(cancellationToken);
        return repositories.Count == 1
            ? repositories[0]
            : throw new DataHubException(DataHubErrorKind.NotFound, 200, $"The account has {repositories.Count} repositories: name the one to use in {nameof(DataHubOptions.RepositoryId)}.");
    }

    private async Task SourcesAsync(List<string> changes, CancellationToken cancellationToken)
    {
        var there = await _administration.SourcesAsync(cancellationToken);
        foreach (var source in GoldenRecordModels.All.SelectMany(model => model.Sources).Distinct(StringComparer.Ordinal).Where(source => !there.Contains(source)))
        {
            await _administration.CreateSourceAsync(source, cancellationToken);
            changes.Add($"Source {source} created.");
        }
    }

    private async Task<string> ModelAsync(GoldenRecordModel model, XElement deployed, string repository, List<string> changes, CancellationToken cancellationToken)
    {
        var found = await _administration.FindModelAsync(model.Name, cancellationToken);
        var id = found?.Id ?? string.Empty;
        var version = found?.LatestVersion ?? 0;
        if (found is null)
        {
            id = await _administration.CreateModelAsync(model, cancellationToken);
            changes.Add($"Model {model.Name} created.");
        }
        else if (!Holds(await _administration.ReadModelAsync(id, cancellationToken), model))
        {
            await _administration.UpdateModelAsync(id, model, cancellationToken);
            changes.Add($"Model {model.Name} completed.");
        }

        var published = await _administration.PublishAsync(id, cancellationToken);
        if (published > 0)
        {
            version = published;
            changes.Add($"Model {model.Name} published as version {published}.");
        }

        var universe = deployed.Elements().FirstOrDefault(candidate => string.Equals(candidate.ChildText("id"), id, StringComparison.OrdinalIgnoreCase));
        if (published > 0 || universe is null || !Holds(universe, model))
        {
            await DeployAsync(model, id, version, repository, cancellationToken);
            changes.Add($"Model {model.Name} deployed in version {version}.");
        }

        return id;
    }

    /// <summary>Whether a description names all our fields and sources; the elements differ between the two APIs, the names do not.</summary>
    private static bool Holds(XElement description, GoldenRecordModel model)
    {
        var values = description.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "uniqueId" or "id" or "code")
            .Select(attribute => attribute.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return model.Fields.All(field => values.Contains(field.UniqueId)) && model.Sources.All(values.Contains);
    }

    private async Task DeployAsync(GoldenRecordModel model, string id, int version, string repository, CancellationToken cancellationToken)
    {
        var deployment = await _administration.DeployAsync(id, version, repository, cancellationToken);
        await UntilAsync(
            async () => await _administration.DeploymentStatusAsync(id, deployment, cancellationToken) switch
            {
                "SUCCESS" => true,
                "CANCELED" => throw new DataHubException(DataHubErrorKind.Refused, 200, $"The deployment of {model.Name} was cancelled."),
                _ => false,
            },
            $"The deployment of {model.Name}",
            cancellationToken);
    }

    /// <summary>A source may send updates only after its initial load has been finished, even an empty one; one source at a time.</summary>
    private async Task InitialLoadAsync(GoldenRecordModel model, string universe, string repository, string source, List<string> changes, CancellationToken cancellationToken)
    {
        var asked = string.Empty;
        await UntilAsync(
            async () =>
            {
                var status = await _administration.SourceStatusAsync(repository, universe, source, cancellationToken);
                var step = status switch
                {
                    "INITIAL_LOAD_ENABLED" => "finishInitialLoad",
                    "SOURCE_ATTACHED" => "enableInitialLoad",
                    "SOURCE_ERRORED" => throw new DataHubException(DataHubErrorKind.Refused, 200, $"Source {source} of {model.Name} is in an error state."),
                    _ => string.Empty,
                };
                if (step.Length > 0 && !string.Equals(step, asked, StringComparison.Ordinal))
                {
                    await _administration.InitialLoadAsync(repository, universe, source, step, cancellationToken);
                    asked = step;
                }

                return string.Equals(status, "INITIAL_LOAD_FINISHED", StringComparison.Ordinal);
            },
            $"The initial load of {source} into {model.Name}",
            cancellationToken);
        if (asked.Length > 0)
        {
            changes.Add($"Initial load of {source} into {model.Name} finished.");
        }
    }

    private async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var wait = TimeSpan.FromMilliseconds(50);
        while (!await holds())
        {
            if (_time.GetElapsedTime(started) >= _options.BatchTimeout)
            {
                throw new DataHubException(DataHubErrorKind.TimedOut, 200, $"{what} did not end within {_options.BatchTimeout.TotalSeconds:0} s.");
            }

            await Task.Delay(wait, _time, cancellationToken);
            wait = wait * 2 < TimeSpan.FromSeconds(2) ? wait * 2 : TimeSpan.FromSeconds(2);
        }
    }
}

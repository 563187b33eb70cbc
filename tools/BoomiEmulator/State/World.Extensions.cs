using System.Text.Json.Nodes;
using BoomiEmulator.Extensions;
using BoomiEmulator.Wire;

namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>The extensions of an environment, or of one installed MULTI pack in it.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="id">The environment's id, or the combined one.</param>
    /// <exception cref="PlatformRefusal">There is no such environment or pack in the account.</exception>
    public ExtensionSet Extensions(string accountId, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_gate)
        {
            var colon = id.IndexOf(':', StringComparison.Ordinal);
            return ExtensionsOf(State(accountId), colon < 0 ? id : id[..colon], colon < 0 ? string.Empty : id[(colon + 1)..]);
        }
    }

    /// <summary>The extension sets of an environment: its own and one for each attached MULTI pack.</summary>
    public IReadOnlyList<ExtensionSet> ExtensionSets(string accountId, string environmentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            if (!state.Environments.ContainsKey(environmentId))
                return [];

            return [ExtensionsOf(state, environmentId, string.Empty), .. Attached(state, environmentId)
                .Where(instance => PackOf(instance).InstallationType == "MULTI")
                .Select(instance => ExtensionsOf(state, environmentId, instance.Id))];
        }
    }

    /// <summary>Changes extensions as an API caller asks: all or nothing.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="id">The environment's id, or the combined one.</param>
    /// <param name="body">What was sent.</param>
    public ExtensionSet UpdateExtensions(string accountId, string id, JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        lock (_gate)
        {
            var state = State(accountId);
            var set = Extensions(accountId, id);
            if (ExtensionJson.Text(body, "environmentId") is { Length: > 0 } other && !other.Equals(set.Environment.Id, StringComparison.OrdinalIgnoreCase))
                throw new PlatformRefusal($"The environmentId {other} in the body is not the one in the address, {set.Environment.Id}.");

            var values = new Dictionary<ExtensionKey, StoredExtension>(state.Extensions);
            new ExtensionUpdate(set, values, _settings.Switches).Apply(body);
            state.Extensions = values;
            return Extensions(accountId, id);
        }
    }

    /// <summary>Seeds an extension value, as an update by hand would set it; secrets are hashed.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="key">What it belongs to.</param>
    /// <param name="value">The value.</param>
    /// <param name="secret">Whether it is a secret.</param>
    /// <param name="more">Further members of its entry, as a JSON object.</param>
    public void SetExtension(string accountId, ExtensionKey key, string? value, bool secret = false, string? more = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
            State(accountId).Extensions[key] = new StoredExtension(key, secret && value is not null ? SecretMask.Hash(value) : value, more);
    }

    /// <summary>All extension values of an account, also hidden ones. Secrets are their one-way hashes.</summary>
    public IReadOnlyList<StoredExtension> ExtensionValues(string accountId)
    {
        lock (_gate)
            return [.. State(accountId).Extensions.Values];
    }

    private static IEnumerable<PackInstance> Attached(AccountState state, string environmentId) => state.Attachments.Values
        .Where(one => one.EnvironmentId.Equals(environmentId, StringComparison.OrdinalIgnoreCase))
        .Select(one => state.Instances[one.InstanceId]);

    private static Func<string, ComponentRevision?> Finder(AccountState owner) => id =>
        owner.Components.GetValueOrDefault(id) is { } history ? owner.Visible(history, owner.Main) ?? history.Newest : null;

    private ExtensionSet ExtensionsOf(AccountState state, string environmentId, string groupId)
    {
        var environment = EnvironmentOrRefuse(state, environmentId);
        if (groupId.Length > 0 && !Attached(state, environment.Id).Any(instance => instance.Id == groupId))
            throw new PlatformRefusal($"The extension group {groupId} is invalid in environment {environment.Id}.");

        var declared = Running(state, environment.Id, groupId)
            .Select(static process => DeclarationReader.Read(process.Revision, Finder(process.Owner)))
            .ToList();
        var items = declared.SelectMany(static one => one.Items)
            .GroupBy(static item => (item.Section, Id: item.Id.ToLowerInvariant()))
            .Select(static group => group.First() with { Fields = [.. group.SelectMany(static item => item.Fields).DistinctBy(static field => (field.CategoryId, field.Id))] });
        var maps = declared.SelectMany(static one => one.Maps).DistinctBy(static map => (map.ProcessId, map.MapId));
        return new ExtensionSet(environment, groupId, new DeclaredExtensions([.. items], [.. maps]), state.Extensions);
    }

    /// <summary>The processes that run in an environment, each with the account that built it, in the revisions that were packaged.</summary>
    private IEnumerable<(AccountState Owner, ComponentRevision Revision)> Running(AccountState state, string environmentId, string groupId)
    {
        var covers = _settings.Switches.EnvironmentExtensionsCoverPacks;
        var packages = new List<(AccountState Owner, Package Package)>();
        if (groupId.Length == 0)
        {
            packages.AddRange(state.Deployments.Values
                .Where(one => one.Active && one.EnvironmentId.Equals(environmentId, StringComparison.OrdinalIgnoreCase))
                .Select(one => (state, state.Packages[one.PackageId])));
        }

        foreach (var instance in Attached(state, environmentId))
        {
            var publisher = PublisherOf(instance);
            var pack = publisher.Packs[instance.PackId];
            if (groupId.Length == 0 ? covers || pack.InstallationType == "SINGLE" : instance.Id == groupId)
                packages.AddRange(pack.Released.Select(released => (publisher, publisher.Packages[released.PackageId])));
        }

        return packages
            .SelectMany(static one => one.Package.Items.Select(item => (one.Owner, Revision: one.Owner.Components[item.Id].Version(item.Version)!)))
            .Where(static one => one.Revision.Type == "process");
    }
}

using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using BoomiEmulator.Extensions;
using BoomiEmulator.Wire;

namespace BoomiEmulator.State;

public sealed partial class World
{
    private static readonly string[] ReadOnlyMapParts = ["SourceProfile", "DestinationProfile"];

    /// <summary>The maps that can be extended in an environment, in its own set and in those of its MULTI packs.</summary>
    public IReadOnlyList<MapExtensionView> MapExtensions(string accountId, string environmentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return [.. ExtensionSets(accountId, environmentId).SelectMany(set => set.Declared.Maps.Select(map => View(state, set, map)))];
        }
    }

    /// <summary>A map that can be extended.</summary>
    /// <exception cref="PlatformRefusal">Nothing deployed declares one with that id.</exception>
    public MapExtensionView MapExtension(string accountId, string id)
    {
        lock (_gate)
        {
            return State(accountId).Environments.Keys.SelectMany(environment => MapExtensions(accountId, environment)).FirstOrDefault(view => view.Id == id)
                ?? throw new PlatformRefusal($"The map extension id {id} is invalid.");
        }
    }

    /// <summary>Replaces the extension of a map by what was sent.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="id">The map extension.</param>
    /// <param name="body">What was sent; of its <c>Map</c> the two profiles are read-only and ignored.</param>
    public MapExtensionView UpdateMapExtension(string accountId, string id, JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        lock (_gate)
        {
            var view = MapExtension(accountId, id);
            var sent = ExtensionJson.Object(body, "Map") ?? throw new PlatformRefusal("The map extension has no Map.");
            var stored = _settings.Switches.MapExtensionUpdateMerges && view.Stored is { } before ? (JsonObject)JsonNode.Parse(before)! : [];
            foreach (var (name, value) in sent)
            {
                if (name != "@type" && !ReadOnlyMapParts.Contains(name))
                    stored[name] = value?.DeepClone();
            }

            var key = view.Set.Key(ExtensionSection.Maps, view.Map.MapId, categoryId: view.Map.ProcessId);
            var state = State(accountId);
            state.Extensions = new Dictionary<ExtensionKey, StoredExtension>(state.Extensions)
            {
                [key] = new StoredExtension(key, Value: null, stored.ToJsonString()),
            };
            return MapExtension(accountId, id);
        }
    }

    private MapExtensionView View(AccountState state, ExtensionSet set, MapDeclaration map)
    {
        var owner = Running(state, set.Environment.Id, set.GroupId).First(process => process.Revision.ComponentId == map.ProcessId).Owner;
        var (from, to) = Finder(owner)(map.MapId) is { } component ? Profiles(component) : (null, null);
        var opaque = $"{set.Environment.Id}|{set.GroupId}|{map.ProcessId}|{map.MapId}";
        var id = Convert.ToBase64String(Encoding.UTF8.GetBytes(opaque)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var (source, destination) = (from is null ? null : Finder(owner)(from), to is null ? null : Finder(owner)(to));
        return new MapExtensionView(id, set, map with { Name = $"{source?.Name} - {destination?.Name}" }, source, destination);
    }

    private static (string? From, string? To) Profiles(ComponentRevision map)
    {
        using var reader = Xml.Fragment(map.Content.ObjectXml);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Map")
                return (reader.GetAttribute("fromProfile"), reader.GetAttribute("toProfile"));
        }

        return (null, null);
    }
}

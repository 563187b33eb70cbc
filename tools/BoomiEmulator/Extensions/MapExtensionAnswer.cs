using System.Text.Json.Nodes;
using System.Xml;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Extensions;

/// <summary>Writes map extensions and their summaries.</summary>
internal static class MapExtensionAnswer
{
    /// <summary>A row of a summary query.</summary>
    public static WireObject Summary(MapExtensionView view) => Head("EnvironmentMapExtensionsSummary", view)
        .Object("SourceFieldSet", FieldSet(view.Source))
        .Object("DestinationFieldSet", FieldSet(view.Destination));

    /// <summary>A whole map extension.</summary>
    public static WireObject Write(MapExtensionView view)
    {
        var map = new WireObject("MapExtension")
            .Object("SourceProfile", Profile(view.Source))
            .Object("DestinationProfile", Profile(view.Destination));
        if (view.Stored is { } stored)
        {
            foreach (var (name, value) in (JsonObject)JsonNode.Parse(stored)!)
                map.Json(name, value?.DeepClone());
        }

        return Head("EnvironmentMapExtension", view).Object("Map", map);
    }

    private static WireObject Head(string type, MapExtensionView view) => new WireObject(type)
        .Attribute("id", view.Id)
        .Attribute("environmentId", view.Set.Environment.Id)
        .Attribute("extensionGroupId", view.Set.GroupId)
        .Attribute("processId", view.Map.ProcessId)
        .Attribute("mapId", view.Map.MapId)
        .Attribute("name", view.Map.Name);

    private static WireObject FieldSet(ComponentRevision? profile) =>
        new WireObject("BrowseFieldSet").Attribute("connectionId", profile is null ? null : string.Empty);

    private static WireObject? Profile(ComponentRevision? profile) => profile is null ? null : new WireObject("MapExtensionsProfile")
        .Attribute("componentId", profile.ComponentId)
        .Attribute("type", profile.Type)
        .List("Node", Nodes(profile));

    /// <summary>Every named node of a profile, with its path from the first one.</summary>
    private static List<WireObject> Nodes(ComponentRevision profile)
    {
        var nodes = new List<WireObject>();
        var path = new Stack<(int Depth, string Name)>();
        using var reader = Xml.Fragment(profile.Content.ObjectXml);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("isNode") != "true" || reader.GetAttribute("name") is not { } name)
                continue;

            while (path.Count > 0 && path.Peek().Depth >= reader.Depth)
                path.Pop();

            path.Push((reader.Depth, name));
            nodes.Add(new WireObject("Node").Attribute("xpath", string.Concat(path.Reverse().Skip(1).Select(static one => "/" + one.Name))).Attribute("name", name));
        }

        return nodes;
    }
}

using System.Globalization;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>ComponentDiffRequest: what differs between two versions of a component, on whatever branches they were written.</summary>
internal sealed class ComponentDiffRequestResource : Resource
{
    /// <inheritdoc/>
    public override string Name => "ComponentDiffRequest";

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        var id = body.Filled("componentId") ?? throw new PlatformRefusal("The componentId is required.");
        var (older, newer) = (body.Integer("sourceVersion"), body.Integer("targetVersion"));
        if (older is null || newer is null)
            throw new PlatformRefusal("sourceVersion and targetVersion are required.");

        if (older == newer)
            throw new PlatformRefusal($"sourceVersion and targetVersion are both {older}; two different versions are required.");

        var source = Version(call, id, older.Value);
        var target = Version(call, id, newer.Value);
        var changes = ComponentDiff.Between(source, target);
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"Diffed Versions {older} and {newer} of Component: {target.Name} (Type = {target.Type}, ID = {target.ComponentId})");
        return PlatformAnswer.Ok(new WireObject("ComponentDiffResponse")
            .Attribute("message", message)
            .Object("GenericDiff", new WireObject("GenericDiff")
                .Object("addition", Group(changes, DiffKind.Addition))
                .Object("deletion", Group(changes, DiffKind.Deletion))
                .Object("modification", Group(changes, DiffKind.Modification))));
    }

    private static ComponentRevision Version(PlatformCall call, string id, int version) =>
        call.World.Component(call.AccountId, id, version.ToString(CultureInfo.InvariantCulture));

    private static WireObject? Group(IReadOnlyList<DiffChange> changes, DiffKind kind)
    {
        var ofKind = changes.Where(change => change.Kind == kind).ToList();
        return ofKind.Count == 0 ? null : new WireObject("DiffGroup").Attribute("total", ofKind.Count).List("change", ofKind.ConvertAll(Write));
    }

    private static WireObject Write(DiffChange change) => new WireObject("Change")
        .Attribute("type", change.Type)
        .Attribute("changedParticleName", change.Name)
        .Object("elementKey", new WireObject("ElementKey")
            .Attribute("elementName", change.ElementName)
            .List("key-part", change.KeyAttribute is null ? [] : [new WireObject("KeyPart").Attribute("attribute", change.KeyAttribute).Attribute("value", change.KeyValue)]))
        .Object("newValue", Value(change.NewPath, change.NewValue))
        .Object("oldValue", Value(change.OldPath, change.OldValue));

    private static WireObject? Value(string? path, string? value) =>
        path is null ? null : new WireObject("ChangeValue").Attribute("xpath", path).Text("value", value ?? string.Empty);
}

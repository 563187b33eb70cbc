using BoomiEmulator.Extensions;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>EnvironmentExtensions: what can be set in an environment, and what is set.</summary>
internal sealed class EnvironmentExtensionsResource(QueryPages pages) : QueryResource<ExtensionSet>(pages)
{
    /// <inheritdoc/>
    public override string Name => "EnvironmentExtensions";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["environmentId", "extensionGroupId"];

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call)
    {
        var body = ExtensionJson.Read(call.Body, call.JsonBody, Name);
        if (ExtensionJson.Text(body, "id") is { Length: > 0 } other && !other.Equals(call.Id, StringComparison.OrdinalIgnoreCase))
            throw new PlatformRefusal($"The id {other} in the body is not the one in the address, {call.Id}.");

        var set = call.World.UpdateExtensions(call.AccountId, call.Id, body);
        return PlatformAnswer.Ok(ExtensionAnswer.Write(call.Settings.Switches.ExtensionUpdateAnswersSentOnly ? ExtensionUpdate.OnlySent(set, body) : set));
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => ExtensionAnswer.Write(call.World.Extensions(call.AccountId, id));

    /// <inheritdoc/>
    protected override void Check(FilterExpression filter)
    {
        if (filter.Pinned("environmentId") is null)
            throw new PlatformRefusal("The query must contain environmentId with EQUALS.");
    }

    /// <inheritdoc/>
    protected override IEnumerable<ExtensionSet> Rows(PlatformCall call, FilterExpression filter)
    {
        // What the environment's own set covers would only come twice.
        var grouped = Names(filter, "extensionGroupId") || !call.Settings.Switches.EnvironmentExtensionsCoverPacks;
        return filter.Pinned("environmentId")!.SelectMany(id => call.World.ExtensionSets(call.AccountId, id)).Where(set => grouped || set.GroupId.Length == 0);
    }

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, ExtensionSet row, string property) =>
        property == "environmentId" ? row.Environment.Id : row.GroupId;

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, ExtensionSet row) => ExtensionAnswer.Write(row);
}

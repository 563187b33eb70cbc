using BoomiEmulator.Extensions;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>EnvironmentMapExtensionsSummary: which maps can be extended in an environment. Only query.</summary>
internal sealed class EnvironmentMapExtensionsSummaryResource(QueryPages pages) : QueryResource<MapExtensionView>(pages)
{
    /// <inheritdoc/>
    public override string Name => "EnvironmentMapExtensionsSummary";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["environmentId", "extensionGroupId"];

    /// <inheritdoc/>
    protected override void Check(FilterExpression filter)
    {
        if (filter.Pinned("environmentId") is null)
            throw new PlatformRefusal("The query must contain environmentId with EQUALS.");
    }

    /// <inheritdoc/>
    protected override IEnumerable<MapExtensionView> Rows(PlatformCall call, FilterExpression filter)
    {
        var grouped = Names(filter, "extensionGroupId") || !call.Settings.Switches.EnvironmentExtensionsCoverPacks;
        return filter.Pinned("environmentId")!.SelectMany(id => call.World.MapExtensions(call.AccountId, id)).Where(view => grouped || view.Set.GroupId.Length == 0);
    }

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, MapExtensionView row, string property) =>
        property == "environmentId" ? row.Set.Environment.Id : row.Set.GroupId;

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, MapExtensionView row) => MapExtensionAnswer.Summary(row);
}

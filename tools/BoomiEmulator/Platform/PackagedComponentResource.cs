using System.Globalization;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>PackagedComponent: snapshots of a component with everything it needs.</summary>
internal sealed class PackagedComponentResource(QueryPages pages) : QueryResource<Package>(pages)
{
    /// <inheritdoc/>
    public override string Name => "PackagedComponent";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } =
    [
        "packageId", "packageVersion", "componentId", "componentVersion", "componentType", "createdDate", "createdBy", "notes", "shareable",
        "deleted", "branchName",
    ];

    /// <summary>Creates a package, or restores a deleted one when the body names its packageId.</summary>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        if (body.Filled("packageId") is { } packageId)
        {
            return PlatformAnswer.Ok(Write(
                call.World.RestorePackage(call.AccountId, packageId, body.Filled("componentId"), body.Filled("packageVersion")), quoted: false));
        }

        var request = new PackageRequest
        {
            ComponentId = body.Filled("componentId"),
            PackageVersion = body.Filled("packageVersion"),
            Notes = body.Text("notes"),
            Shareable = body.Flag("shareable") ?? false,
            BranchName = body.Filled("branchName"),
            ComponentVersion = body.Integer("componentVersion"),
        };
        return PlatformAnswer.Ok(Write(call.World.CreatePackage(call.AccountId, request, call.User), quoted: false));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DeletePackage(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call.World.Package(call.AccountId, id), quoted: false);

    /// <inheritdoc/>
    protected override IEnumerable<Package> Rows(PlatformCall call, FilterExpression filter) =>
        call.World.Packages(call.AccountId, filter.Pinned("componentId"));

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, Package row, string property) => property switch
    {
        "packageId" => row.PackageId,
        "packageVersion" => row.PackageVersion,
        "componentId" => row.ComponentId,
        "componentVersion" => row.ComponentVersion,
        "componentType" => row.ComponentType,
        "createdDate" => row.CreatedDate,
        "createdBy" => row.CreatedBy,
        "notes" => row.Notes,
        "shareable" => row.Shareable,
        "deleted" => row.Deleted,
        "branchName" => row.BranchName,
        _ => null,
    };

    /// <summary>Queries print the component's version as a string, unlike create and GET.</summary>
    protected override WireObject WriteRow(PlatformCall call, Package row) => Write(row, quoted: true);

    private static WireObject Write(Package package, bool quoted) => new WireObject("PackagedComponent")
        .Element("packageId", package.PackageId)
        .Element("packageVersion", package.PackageVersion)
        .Element("componentId", package.ComponentId)
        .Element("componentVersion", quoted ? package.ComponentVersion.ToString(CultureInfo.InvariantCulture) : package.ComponentVersion)
        .Element("componentType", package.ComponentType)
        .Element("createdDate", package.CreatedDate)
        .Element("createdBy", package.CreatedBy)
        .Element("notes", package.Notes)
        .Element("shareable", package.Shareable)
        .Element("deleted", package.Deleted)
        .Element("branchName", package.BranchName);
}

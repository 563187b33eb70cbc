using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>ComponentMetadata: everything about components but their content; also deletes, restores, renames and moves them.</summary>
internal sealed class ComponentMetadataResource(QueryPages pages) : QueryResource<ComponentView>(pages)
{
    /// <inheritdoc/>
    public override string Name => "ComponentMetadata";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } =
    [
        "accountId", "componentId", "version", "name", "type", "subType", "createdDate", "createdBy", "modifiedDate", "modifiedBy", "deleted",
        "currentVersion", "folderName", "folderId", "copiedFromComponentId", "copiedFromComponentVersion", "branchName", "branchId",
    ];

    /// <summary>Restores a deleted component; it cannot create one.</summary>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var id = call.Read(Name).Filled("componentId") ?? throw new PlatformRefusal("The componentId is required.");
        return PlatformAnswer.Ok(Write(call.World.View(call.AccountId, call.World.RestoreComponent(call.AccountId, id, call.User))));
    }

    /// <summary>Renames or moves.</summary>
    public override PlatformAnswer Update(PlatformCall call)
    {
        var body = call.Read(Name);
        RefuseOtherId(body, "componentId", call.Id);
        var changed = call.World.ChangeMetadata(call.AccountId, call.Id, body.Filled("name"), body.Text("folderId")?.Trim(), call.User);
        return PlatformAnswer.Ok(Write(call.World.View(call.AccountId, changed)));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DeleteComponent(call.AccountId, call.Id, call.User);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id)
    {
        var (componentId, suffix) = PlatformCall.Split(id);
        return Write(call.World.View(call.AccountId, call.World.Component(call.AccountId, componentId, suffix)));
    }

    /// <inheritdoc/>
    protected override void Check(FilterExpression filter)
    {
        RefuseAlone(filter, "version", "componentId");
        RefuseAlone(filter, "copiedFromComponentVersion", "copiedFromComponentId");
    }

    /// <inheritdoc/>
    protected override IEnumerable<ComponentView> Rows(PlatformCall call, FilterExpression filter) =>
        call.World.Components(call.AccountId, filter.Pinned("componentId"));

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, ComponentView row, string property) => property switch
    {
        "accountId" => row.AccountId,
        "componentId" => row.Revision.ComponentId,
        "version" => row.Revision.Version,
        "name" => row.Revision.Name,
        "type" => row.Revision.Type,
        "subType" => row.Revision.SubType,
        "createdDate" => row.Revision.CreatedDate,
        "createdBy" => row.Revision.CreatedBy,
        "modifiedDate" => row.Revision.ModifiedDate,
        "modifiedBy" => row.Revision.ModifiedBy,
        "deleted" => row.Revision.Deleted,
        "currentVersion" => row.IsCurrent,
        "folderName" => row.FolderName,
        "folderId" => row.Revision.FolderId,
        "copiedFromComponentId" => row.Revision.CopiedFromComponentId,
        "copiedFromComponentVersion" => row.Revision.CopiedFromComponentVersion,
        "branchName" => row.BranchName,
        "branchId" => row.Revision.BranchId,
        _ => null,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, ComponentView row) => Write(row);

    private static WireObject Write(ComponentView row)
    {
        var revision = row.Revision;
        return new WireObject("ComponentMetadata")
            .Attribute("componentId", revision.ComponentId)
            .Attribute("version", revision.Version)
            .Attribute("name", revision.Name)
            .Attribute("type", revision.Type)
            .Attribute("subType", revision.SubType)
            .Attribute("createdDate", revision.CreatedDate)
            .Attribute("createdBy", revision.CreatedBy)
            .Attribute("modifiedDate", revision.ModifiedDate)
            .Attribute("modifiedBy", revision.ModifiedBy)
            .Attribute("deleted", revision.Deleted)
            .Attribute("currentVersion", row.IsCurrent)
            .Attribute("folderName", row.FolderName)
            .Attribute("folderId", revision.FolderId)
            .Attribute("branchName", row.BranchName)
            .Attribute("branchId", revision.BranchId)
            .Attribute("copiedFromComponentId", revision.CopiedFromComponentId)
            .Attribute("copiedFromComponentVersion", revision.CopiedFromComponentVersion);
    }
}

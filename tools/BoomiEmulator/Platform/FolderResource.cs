using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>Folder: the same on all branches.</summary>
internal sealed class FolderResource(QueryPages pages) : QueryResource<FolderView>(pages)
{
    /// <inheritdoc/>
    public override string Name => "Folder";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["accountId", "id", "name", "deleted", "parentId", "parentName", "permittedRoles"];

    /// <summary>Creates a folder, or restores a deleted one when the body names its id.</summary>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        return PlatformAnswer.Ok(Write(body.Filled("id") is { } id
            ? call.World.RestoreFolder(call.AccountId, id, call.User)
            : call.World.CreateFolder(call.AccountId, body.Filled("name"), body.Filled("parentId"))));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call)
    {
        var body = call.Read(Name);
        RefuseOtherId(body, "id", call.Id);
        return PlatformAnswer.Ok(Write(call.World.ChangeFolder(call.AccountId, call.Id, body.Filled("name"), body.Filled("parentId"))));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DeleteFolder(call.AccountId, call.Id, call.User);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call.World.Folder(call.AccountId, id));

    /// <inheritdoc/>
    protected override IEnumerable<FolderView> Rows(PlatformCall call, FilterExpression filter) => call.World.Folders(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, FolderView row, string property) => property switch
    {
        "accountId" => row.AccountId,
        "id" => row.Folder.Id,
        "name" => row.Folder.Name,
        "deleted" => row.Folder.Deleted,
        "parentId" => row.Folder.ParentId,
        "parentName" => row.ParentName,
        _ => null,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, FolderView row) => Write(row);

    private static WireObject Write(FolderView view) => new WireObject("Folder")
        .Attribute("id", view.Folder.Id)
        .Attribute("name", view.Folder.Name)
        .Attribute("fullPath", view.FullPath)
        .Attribute("deleted", view.Folder.Deleted)
        .Attribute("parentId", view.Folder.ParentId)
        .Attribute("parentName", view.ParentName);
}

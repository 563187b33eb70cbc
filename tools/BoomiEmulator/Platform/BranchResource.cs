using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>Branch.</summary>
internal sealed class BranchResource(QueryPages pages) : QueryResource<Branch>(pages)
{
    /// <inheritdoc/>
    public override string Name => "Branch";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } =
        ["id", "name", "parentId", "packageId", "deleted", "createdBy", "createdDate", "modifiedBy", "modifiedDate"];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        RefuseWithoutBranching(call);
        var body = call.Read(Name);
        var branch = call.World.CreateBranch(call.AccountId, body.Filled("name"), body.Filled("parentId"), body.Filled("packageId"), call.User);
        return PlatformAnswer.Ok(Write(call, branch));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call)
    {
        RefuseWithoutBranching(call);
        var body = call.Read(Name);
        RefuseOtherId(body, "id", call.Id);
        return PlatformAnswer.Ok(Write(call, call.World.RenameBranch(call.AccountId, call.Id, body.Filled("name"), call.User)));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        RefuseWithoutBranching(call);
        call.World.DeleteBranch(call.AccountId, call.Id, call.User);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id)
    {
        RefuseWithoutBranching(call);
        return Write(call, call.World.Branch(call.AccountId, id));
    }

    /// <inheritdoc/>
    protected override IEnumerable<Branch> Rows(PlatformCall call, FilterExpression filter)
    {
        RefuseWithoutBranching(call);
        return call.World.Branches(call.AccountId);
    }

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, Branch row, string property) => property switch
    {
        "id" => row.Id,
        "name" => row.Name,
        "parentId" => row.ParentId,
        "packageId" => row.PackageId,
        "deleted" => row.Deleted,
        "createdBy" => row.CreatedBy,
        "createdDate" => row.CreatedDate,
        "modifiedBy" => row.ModifiedBy,
        "modifiedDate" => row.ModifiedDate,
        _ => null,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, Branch row) => Write(call, row);

    /// <summary>The feature gates this object only; components and packages work on main without it.</summary>
    internal static void RefuseWithoutBranching(PlatformCall call)
    {
        if (call.World.FindAccount(call.AccountId) is { BranchingEnabled: false })
            throw new PlatformRefusal("Access denied. The branch and merge feature is not enabled for this account.");
    }

    private static WireObject Write(PlatformCall call, Branch branch)
    {
        var ready = branch.IsReady(call.World.Clock);
        return new WireObject("Branch")
            .Attribute("id", branch.Id)
            .Attribute("name", branch.Name)
            .Attribute("description", branch.Description)
            .Attribute("parentId", branch.ParentId)
            .Attribute("parentName", branch.ParentId is null ? null : call.World.BranchName(call.AccountId, branch.ParentId))
            .Attribute("packageId", branch.PackageId)
            .Attribute("deploymentId", branch.DeploymentId)
            .Attribute("ready", ready)
            .Attribute("stage", ready ? "NORMAL" : "CREATING")
            .Attribute("deleted", branch.Deleted)
            .Attribute("createdBy", branch.CreatedBy)
            .Attribute("createdDate", branch.CreatedDate)
            .Attribute("modifiedBy", branch.ModifiedBy)
            .Attribute("modifiedDate", branch.ModifiedDate);
    }
}

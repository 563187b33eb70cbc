using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>MergeRequest.</summary>
internal sealed class MergeRequestResource(QueryPages pages) : QueryResource<MergeRequest>(pages)
{
    /// <inheritdoc/>
    public override string Name => "MergeRequest";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } =
        ["id", "sourceBranchId", "destinationBranchId", "stage", "createdBy", "createdDate", "modifiedBy", "modifiedDate"];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        BranchResource.RefuseWithoutBranching(call);
        var body = call.Read(Name);
        var request = call.World.CreateMerge(
            call.AccountId,
            body.Filled("sourceBranchId"),
            body.Filled("destinationBranchId"),
            body.Filled("strategy"),
            body.Filled("priorityBranch"),
            call.User);
        return PlatformAnswer.Ok(Write(call, request, ("DRAFTING", "NOT_EXIST")));
    }

    /// <summary>Sets resolutions.</summary>
    public override PlatformAnswer Update(PlatformCall call)
    {
        var body = call.Read(Name);
        RefuseOtherId(body, "id", call.Id);
        return PlatformAnswer.Ok(Write(call, call.World.DecideMerge(call.AccountId, call.Id, Decisions(body), call.User)));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Execute(PlatformCall call)
    {
        var body = call.Read(Name);
        RefuseOtherId(body, "id", call.Id);
        var action = body.Filled("mergeRequestAction");
        var request = call.World.ExecuteMerge(call.AccountId, call.Id, action, Decisions(body), call.User);
        return PlatformAnswer.Ok(action == "MERGE" ? Write(call, request, ("MERGING", "REVIEWING")) : Write(call, request));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DeleteMerge(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call, call.World.MergeRequest(call.AccountId, id));

    /// <inheritdoc/>
    protected override void Check(FilterExpression filter)
    {
        if (filter.Pinned("sourceBranchId") is null && filter.Pinned("destinationBranchId") is null)
            throw new PlatformRefusal("The query must contain sourceBranchId or destinationBranchId with EQUALS.");
    }

    /// <inheritdoc/>
    protected override IEnumerable<MergeRequest> Rows(PlatformCall call, FilterExpression filter) => call.World.MergeRequests(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, MergeRequest row, string property) => property switch
    {
        "id" => row.Id,
        "sourceBranchId" => row.SourceBranchId,
        "destinationBranchId" => row.DestinationBranchId,
        "stage" => row.StageAt(call.World.Clock).Stage,
        "createdBy" => row.CreatedBy,
        "createdDate" => row.CreatedDate,
        "modifiedBy" => row.ModifiedBy,
        "modifiedDate" => row.ModifiedDate,
        _ => null,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, MergeRequest row) => Write(call, row);

    private static List<MergeDecision> Decisions(RequestNode body) =>
        [.. body["MergeRequestDetails"]?.All("MergeRequestDetail")
            .Select(static detail => new MergeDecision(detail.Filled("componentGuid"), detail.Filled("resolution"), detail.Flag("excluded"))) ?? []];

    private static WireObject Write(PlatformCall call, MergeRequest request, (string Stage, string Previous)? shown = null)
    {
        var (stage, previous) = shown ?? request.StageAt(call.World.Clock);
        var written = new WireObject("MergeRequest")
            .Attribute("id", request.Id)
            .Attribute("sourceBranchId", request.SourceBranchId)
            .Attribute("sourceBranchName", call.World.BranchName(call.AccountId, request.SourceBranchId))
            .Attribute("destinationBranchId", request.DestinationBranchId)
            .Attribute("destinationBranchName", call.World.BranchName(call.AccountId, request.DestinationBranchId))
            .Attribute("strategy", request.Strategy)
            .Attribute("priorityBranch", request.PriorityBranch)
            .Attribute("stage", stage)
            .Attribute("previousStage", previous)
            .Attribute("createdBy", request.CreatedBy)
            .Attribute("createdDate", request.CreatedDate)
            .Attribute("modifiedBy", request.ModifiedBy)
            .Attribute("modifiedDate", request.ModifiedDate);
        return stage is "DRAFTING" or "REDRAFTING" or "FAILED_TO_DRAFT" or "FAILED_TO_REDRAFT" || request.Details.Count == 0
            ? written
            : written.Object("MergeRequestDetails", new WireObject("MergeRequestDetails")
                .List("MergeRequestDetail", [.. request.Details.Select(detail => Write(call, request, detail))]));
    }

    private static WireObject Write(PlatformCall call, MergeRequest request, MergeDetail detail) => new WireObject("MergeRequestDetail")
        .Attribute("componentGuid", detail.ComponentId)
        .Attribute("sourceRevision", detail.SourceRevision)
        .Attribute("destinationRevision", detail.DestinationRevision)
        .Attribute("mergeRevision", detail.MergeRevision)
        .Attribute("changeType", detail.ChangeType)
        .Attribute("conflict", detail.Conflict)
        .Attribute("resolution", detail.Resolution)
        .Attribute("excluded", detail.Excluded)
        .Attribute("lockedOnDestinationBranch", call.World.IsLocked(call.AccountId, detail.ComponentId))
        .Attribute("stage", detail.Stage)
        .Attribute("createdBy", request.CreatedBy)
        .Attribute("createdDate", request.CreatedDate)
        .Attribute("modifiedBy", request.ModifiedBy)
        .Attribute("modifiedDate", request.ModifiedDate);
}

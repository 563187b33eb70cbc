using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Merge requests.</summary>
public sealed class MergeRequestResource
{
    private const string Type = "MergeRequest";

    private readonly PlatformSession _session;

    internal MergeRequestResource(PlatformSession session) => _session = session;

    /// <summary>A merge request, or null when it was deleted or never existed.</summary>
    public async Task<MergeRequest?> FindAsync(AccountId account, MergeRequestId id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, Type, id.Value, Read, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.InvalidId)
        {
            return null;
        }
    }

    /// <summary>Every merge request from <paramref name="source"/> to <paramref name="destination"/>, newest first.</summary>
    public async Task<IReadOnlyList<MergeRequest>> ListAsync(AccountId account, BranchId source, BranchId destination, CancellationToken cancellationToken = default)
    {
        var filter = PlatformFilter.And(PlatformFilter.Equal("sourceBranchId", source.Value), PlatformFilter.Equal("destinationBranchId", destination.Value));
        var rows = await _session.QueryAsync(account, Type, filter, Read, cancellationToken);
        return [.. rows
            .Where(row => row.Source == source && row.Destination == destination)
            .OrderByDescending(row => row.CreatedDate)
            .ThenByDescending(row => row.Id.Value.Length)
            .ThenByDescending(row => row.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Asks for the draft of a merge in which the source wins. It is usually not drafted yet when this returns. After a lost answer the open request of these
    /// branches is looked up before another is asked for.
    /// </summary>
    public Task<MergeRequest> CreateAsync(AccountId account, BranchId source, BranchId destination, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["sourceBranchId"] = source.Value,
            ["destinationBranchId"] = destination.Value,
            ["strategy"] = "OVERRIDE",
            ["priorityBranch"] = "SOURCE",
        };
        return _session.CreateLookedUpAsync(
            token => _session.CreateAsync(account, Type, body, Read, token),
            async token => (await ListAsync(account, source, destination, token)).FirstOrDefault(request => !MergeStage.IsEnd(request.Stage)),
            cancellationToken);
    }

    /// <summary>
    /// Merges, leaving <paramref name="excluded"/> out. After a lost answer the request's stage is read first: one that left <see cref="MergeStage.Reviewing"/>
    /// is not executed again.
    /// </summary>
    /// <returns>The request as the platform then has it, usually <see cref="MergeStage.Merging"/>.</returns>
    public Task<MergeRequest> ExecuteAsync(AccountId account, MergeRequestId id, IReadOnlyCollection<ComponentId> excluded, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["id"] = id.Value, ["mergeRequestAction"] = "MERGE" };
        if (excluded.Count > 0)
        {
            body["MergeRequestDetails"] = new JsonObject
            {
                ["MergeRequestDetail"] = new JsonArray([.. excluded.Select(component => new JsonObject { ["componentGuid"] = component.Value, ["excluded"] = true })]),
            };
        }

        return ActAsync(account, id, body, MergeStage.Reviewing, cancellationToken);
    }

    /// <summary>Takes a finished merge back.</summary>
    public Task<MergeRequest> RevertAsync(AccountId account, MergeRequestId id, CancellationToken cancellationToken = default) =>
        ActAsync(account, id, new JsonObject { ["id"] = id.Value, ["mergeRequestAction"] = "REVERT" }, MergeStage.Merged, cancellationToken);

    /// <summary>Deletes a merge request for good; one that is not there counts as deleted. What it merged stays.</summary>
    public Task DeleteAsync(AccountId account, MergeRequestId id, CancellationToken cancellationToken = default) =>
        _session.DeleteAsync(account, Type, id.Value, cancellationToken);

    private Task<MergeRequest> ActAsync(AccountId account, MergeRequestId id, JsonObject body, string from, CancellationToken cancellationToken) =>
        _session.CreateLookedUpAsync(
            token => _session.ExecuteAsync(account, Type, id.Value, body, Read, token),
            async token => await FindAsync(account, id, token) is { } request && request.Stage != from ? request : null,
            cancellationToken);

    private static MergeRequest Read(JsonFields row) => new(
        new MergeRequestId(row.Text("id")),
        new BranchId(row.Text("sourceBranchId")),
        new BranchId(row.Text("destinationBranchId")),
        row.Text("stage").ToUpperInvariant(),
        row.Text("createdBy"),
        row.Instant("createdDate"),
        [.. row.Object("MergeRequestDetails").List("MergeRequestDetail").Select(Detail)]);

    private static MergeDetail Detail(JsonFields row) => new(
        new ComponentId(row.Text("componentGuid")),
        row.Number("sourceRevision"),
        row.Number("destinationRevision"),
        row.Number("mergeRevision"),
        row.Text("changeType").ToUpperInvariant(),
        row.Flag("conflict"),
        row.Flag("excluded"));
}

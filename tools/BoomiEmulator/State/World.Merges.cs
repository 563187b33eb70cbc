namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>All merge requests of an account.</summary>
    public IReadOnlyList<MergeRequest> MergeRequests(string accountId)
    {
        lock (_gate)
            return [.. State(accountId).Merges.Values];
    }

    /// <summary>A merge request.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id.</exception>
    public MergeRequest MergeRequest(string accountId, string id)
    {
        lock (_gate)
            return MergeOrRefuse(State(accountId), id);
    }

    /// <summary>Whether a component is locked, so that a merge cannot write it.</summary>
    public bool IsLocked(string accountId, string componentId)
    {
        lock (_gate)
            return State(accountId).Locked.Contains(componentId);
    }

    /// <summary>Drafts a merge.</summary>
    public MergeRequest CreateMerge(string accountId, string? sourceId, string? destinationId, string? strategy, string? priority, string user)
    {
        strategy ??= "OVERRIDE";
        priority ??= "SOURCE";
        if (strategy == "SUBSET")
            throw new PlatformRefusal("Unsupported strategy: SUBSET via API call");

        if (strategy is not ("OVERRIDE" or "CONFLICT_RESOLVE"))
            throw new PlatformRefusal($"The strategy {strategy} is not valid.");

        if (priority is not ("SOURCE" or "DESTINATION"))
            throw new PlatformRefusal($"The priorityBranch {priority} is not valid: SOURCE or DESTINATION is expected.");

        if (sourceId is null || destinationId is null || sourceId == destinationId)
            throw new PlatformRefusal("sourceBranchId and destinationBranchId must be given and differ.");

        lock (_gate)
        {
            var state = State(accountId);
            if (state.Branches.GetValueOrDefault(sourceId) is { Deleted: true })
                throw new PlatformRefusal($"Source branch with id: {sourceId} was deleted");

            var source = LiveBranch(state, sourceId);
            var destination = LiveBranch(state, destinationId);
            if (_settings.Switches.DuplicateMergeRequestRefused
                && state.Merges.Values.Any(open => open.SourceBranchId == sourceId && open.DestinationBranchId == destinationId && open.Outcome is null))
            {
                throw new PlatformRefusal("There is an open merge request between these branches.");
            }

            var request = new MergeRequest
            {
                Id = NextId("MR"),
                SourceBranchId = sourceId,
                DestinationBranchId = destinationId,
                Strategy = strategy,
                PriorityBranch = priority,
                Details = Draft(state, source, destination, strategy, priority),
                StageDelay = _settings.Delays.MergeStage,
                DraftFails = _settings.Switches.DraftsFail,
                CreatedBy = user,
                CreatedDate = Now,
                ModifiedBy = user,
                ModifiedDate = Now,
            };
            state.Merges.Add(request.Id, request);
            return request;
        }
    }

    /// <summary>Sets resolutions and exclusions.</summary>
    public MergeRequest DecideMerge(string accountId, string id, IReadOnlyList<MergeDecision> decisions, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var request = MergeOrRefuse(state, id);
            RefuseStage(request, "REVIEWING", "FAILED_TO_MERGE");
            return state.Merges[id] = Decided(request, decisions) with { ModifiedBy = user, ModifiedDate = Now };
        }
    }

    /// <summary>Merges, reverts, or drafts again.</summary>
    public MergeRequest ExecuteMerge(string accountId, string id, string? action, IReadOnlyList<MergeDecision> decisions, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var request = MergeOrRefuse(state, id);
            var done = action switch
            {
                "MERGE" => Merged(state, request, decisions, user),
                "REVERT" => Reverted(state, request, user),
                "RETRY_DRAFTING" => Redrafted(state, request),
                _ => throw new PlatformRefusal($"The mergeRequestAction {action} is not valid."),
            };
            return state.Merges[id] = done with { ModifiedBy = user, ModifiedDate = Now };
        }
    }

    /// <summary>Deletes a merge request for good.</summary>
    public void DeleteMerge(string accountId, string id)
    {
        lock (_gate)
        {
            var state = State(accountId);
            MergeOrRefuse(state, id);
            state.Merges.Remove(id);
        }
    }

    private static List<MergeDetail> Draft(AccountState state, Branch source, Branch destination, string strategy, string priority)
    {
        var (ancestor, point) = Parting(state, source, destination);
        var details = new List<MergeDetail>();
        foreach (var (id, history) in state.Components)
        {
            var ours = state.Visible(history, source);
            if (ours is null || ours.Moment <= point)
                continue;

            var theirs = state.Visible(history, destination);
            var exists = theirs is { Deleted: false };
            if ((ours.Deleted && !exists) || (exists && IsSame(ours, theirs!)))
                continue;

            var conflict = theirs is not null && theirs.Moment > point && theirs.MergedFromVersion is null && state.Visible(history, ancestor, point) is not null;
            details.Add(new MergeDetail
            {
                ComponentId = id,
                SourceRevision = ours.Version,
                DestinationRevision = theirs?.Version,
                ChangeType = ours.Deleted ? "DELETED" : exists ? "MODIFIED" : "ADDED",
                Conflict = conflict,
                Resolution = strategy == "OVERRIDE" ? conflict && priority == "DESTINATION" ? "KEEP_DESTINATION" : "OVERRIDE" : null,
            });
        }

        // Observed: without any conflict CONFLICT_RESOLVE fills in no details.
        return strategy == "CONFLICT_RESOLVE" && !details.Exists(static detail => detail.Conflict) ? [] : details;
    }

    /// <summary>The nearest branch that both come from, or are, and the moment up to which both show the same of it.</summary>
    private static (Branch Ancestor, long Point) Parting(AccountState state, Branch one, Branch other)
    {
        var points = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (branch, point) in Lineage(state, one))
            points.Add(branch.Id, point);

        foreach (var (branch, point) in Lineage(state, other))
        {
            if (points.TryGetValue(branch.Id, out var left))
                return (branch, Math.Min(left, point));
        }

        return (state.Main, 0);
    }

    /// <summary>A branch and those it comes from, each with the moment up to which the branch shows it.</summary>
    private static IEnumerable<(Branch Branch, long Point)> Lineage(AccountState state, Branch branch)
    {
        var point = long.MaxValue;
        for (var current = branch; ;)
        {
            yield return (current, point);
            if (current.ParentId is not { } parentId)
                yield break;

            point = Math.Min(point, current.Point);
            current = state.Branches[parentId];
        }
    }

    private static bool IsSame(ComponentRevision one, ComponentRevision other) =>
        !one.Deleted && one.Name == other.Name && one.FolderId == other.FolderId && one.Content.SameAs(other.Content);

    private static MergeRequest Decided(MergeRequest request, IReadOnlyList<MergeDecision> decisions)
    {
        var details = request.Details.ToList();
        foreach (var decision in decisions)
        {
            var at = details.FindIndex(detail => detail.ComponentId.Equals(decision.ComponentId, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                throw new PlatformRefusal($"Component {decision.ComponentId} is not part of the merge request.");

            if (decision.Resolution is not (null or "OVERRIDE" or "KEEP_DESTINATION"))
                throw new PlatformRefusal($"The resolution {decision.Resolution} is not valid.");

            details[at] = details[at] with
            {
                Resolution = decision.Resolution ?? details[at].Resolution,
                Excluded = decision.Excluded ?? details[at].Excluded,
                Stage = decision.Resolution is null || !details[at].Conflict ? details[at].Stage : "CONFLICT_RESOLVED",
            };
        }

        return request with { Details = details };
    }

    private MergeRequest Merged(AccountState state, MergeRequest request, IReadOnlyList<MergeDecision> decisions, string user)
    {
        RefuseStage(request, "REVIEWING", "FAILED_TO_MERGE");
        request = Decided(request, decisions);
        var taken = request.Details.Where(static detail => !detail.Excluded).ToList();
        if (taken.Count == 0)
            throw new PlatformRefusal("Select at least one component");

        var open = taken.Where(static detail => detail is { Conflict: true, Resolution: null }).Select(static detail => detail.ComponentId).ToList();
        if (open.Count > 0)
            throw new PlatformRefusal($"Found miss conflict resolution components in MR id {request.Id}: [{string.Join(", ", open)}]");

        var destination = LiveBranch(state, request.DestinationBranchId);
        var outcomeAt = Now + request.StageDelay;
        if (_settings.Switches.MergesFail || taken.Exists(detail => state.Locked.Contains(detail.ComponentId)))
            return request with { Outcome = "FAILED_TO_MERGE", OutcomeAt = outcomeAt };

        var details = request.Details.Select(detail =>
        {
            if (detail.Excluded || detail.Resolution == "KEEP_DESTINATION")
                return detail.Excluded ? detail : detail with { Stage = "MERGED" };

            var source = state.Components[detail.ComponentId].Version(detail.SourceRevision)!;
            var written = state.Append(source with
            {
                BranchId = destination.Id,
                ModifiedBy = user,
                ModifiedDate = Now,
                MergedFromVersion = source.Version,
            });
            return detail with { MergeRevision = written.Version, Stage = "MERGED" };
        }).ToList();
        return request with { Details = details, Outcome = "MERGED", OutcomeAt = outcomeAt };
    }

    private MergeRequest Redrafted(AccountState state, MergeRequest request)
    {
        RefuseStage(request, "FAILED_TO_DRAFT", "FAILED_TO_REDRAFT");
        var (source, destination) = (LiveBranch(state, request.SourceBranchId), LiveBranch(state, request.DestinationBranchId));
        return request with
        {
            Details = Draft(state, source, destination, request.Strategy, request.PriorityBranch),
            DraftedFrom = Now,
            DraftFails = _settings.Switches.DraftsFail,
        };
    }

    private MergeRequest Reverted(AccountState state, MergeRequest request, string user)
    {
        RefuseStage(request, "MERGED");
        var details = request.Details.Select(detail =>
        {
            if (detail.MergeRevision is null)
                return detail;

            var history = state.Components[detail.ComponentId];
            var before = detail.DestinationRevision is { } version
                ? history.Version(version)!
                : history.Version(detail.MergeRevision.Value)! with { Deleted = true };
            state.Append(before with { BranchId = request.DestinationBranchId, ModifiedBy = user, ModifiedDate = Now });
            return detail with { Stage = "REVERTED" };
        }).ToList();
        return request with { Details = details, Outcome = "REVERTED", OutcomeAt = Now };
    }

    private static MergeRequest MergeOrRefuse(AccountState state, string id) =>
        state.Merges.GetValueOrDefault(id) ?? throw new PlatformRefusal($"Merge request id {id} is invalid.");

    private void RefuseStage(MergeRequest request, params ReadOnlySpan<string> stages)
    {
        if (!stages.Contains(request.StageAt(Now).Stage))
            throw WrongStage(request);
    }

    private PlatformRefusal WrongStage(MergeRequest request) =>
        new($"The action is not allowed while the merge request is in the stage {request.StageAt(Now).Stage}.");
}

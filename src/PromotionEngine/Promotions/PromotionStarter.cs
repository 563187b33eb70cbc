using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Promotions;

/// <summary>Claims what a run needs (the development account, a branch slot) together with its record, all or nothing, and starts it.</summary>
internal sealed class PromotionStarter(
    IStateStore store,
    PromotionRecords records,
    RunClaims claims,
    BranchSlots slots,
    RunLeases leases,
    PromotionLogOutbox log,
    PromotionAudit audit,
    WriteJournal journal,
    IdempotentCalls calls,
    RunHost host,
    RunTraces traces,
    EngineIdentity engine,
    BranchOptions branches,
    RunOptions options,
    PlatformOptions platformOptions,
    TimeProvider time)
{
    /// <summary>Fails early, before anything is read, when the account's run would be refused anyway.</summary>
    public async Task RequireNoLiveRunAsync(AccountId account, CancellationToken cancellationToken)
    {
        if (await claims.HolderAsync(account, cancellationToken) is { } holder)
        {
            throw InProgress(account, holder);
        }
    }

    /// <summary>Claims and starts the run of <paramref name="plan"/>.</summary>
    /// <param name="platform">The client of the run.</param>
    /// <param name="scope">Its calls.</param>
    /// <param name="lease">The clock that bounds its calls.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="request">Who promotes, and how.</param>
    /// <param name="cancellationToken">Ends the claiming.</param>
    /// <returns>The promotion as claimed, and the task that ends with its run; null when an equal call has claimed it.</returns>
    public async Task<(PromotionId Id, Task Ended)?> StartAsync(
        BoomiPlatform platform, CallScope scope, LeaseClock lease, PromotionPlan plan, StartRequest request, CancellationToken cancellationToken)
    {
        var promotion = NewPromotion(plan, request.Caller, request.IsHotfix);
        var names = (await platform.Branches.ListAsync(promotion.ProdAccountId, cancellationToken)).Select(branch => branch.Name).ToList();
        var commit = new Commit();
        if (request.Call is { } bound)
        {
            // First, so that the equal call that came too late is told so and not that the account has a run.
            calls.Bind(commit, bound, promotion.Id.Value);
        }

        claims.Claim(commit, promotion.DevAccountId, promotion.Id);
        slots.Claim(commit, new BranchSlot(promotion.BranchName, promotion.Id, promotion.InitiatedAt), names, branches.LimitFor(request.IsHotfix));
        var since = time.GetTimestamp();
        promotion = leases.Begin(commit, promotion, engine.Name, await store.NowAsync(cancellationToken), options.Lease);
        records.Add(commit, promotion, expectedVersion: 0);
        journal.Begin(commit, promotion, plan);
        traces.Note(commit, promotion.Id);
        log.Enqueue(commit, promotion);
        var entry = audit.Append(commit, request.Caller, "executePromotion", before: null, promotion);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (request.Call is { } call && calls.IsBound(outcome, call))
        {
            return null;
        }

        if (claims.IsRefused(outcome, promotion.DevAccountId))
        {
            throw InProgress(promotion.DevAccountId, await claims.HolderAsync(promotion.DevAccountId, cancellationToken));
        }

        if (slots.IsAtLimit(outcome))
        {
            throw await AtLimitAsync(names, request.IsHotfix, cancellationToken);
        }

        var version = outcome.OrThrow().Version;
        audit.Announce(entry);
        lease.Hold(since, options.Lease);
        return (promotion.Id, host.Start(new PromotionRun(promotion, version, plan, platform, scope) { Lease = lease }));
    }

    private Promotion NewPromotion(PromotionPlan plan, Caller caller, bool isHotfix)
    {
        var id = Guid.NewGuid().ToString();
        var now = time.GetUtcNow();
        return new Promotion
        {
            Id = new PromotionId(id),
            DevAccountId = plan.Tree.Account,
            ProdAccountId = new AccountId(platformOptions.AccountId),
            DevPackageId = plan.Tree.Package!.Id.Value,
            PackageVersion = plan.Tree.Package.PackageVersion,
            RootComponentId = plan.Tree.Root.Value,
            ProcessName = plan.Tree.RootNode.Name,
            InitiatedBy = caller.Person,
            AssertedBy = caller.AssertedBy,
            ClientAddress = caller.ClientAddress,
            InitiatedAt = now,
            UpdatedAt = now,
            StatusSince = now,
            Status = PromotionStatus.InProgress,
            IsHotfix = isHotfix,
            BranchName = $"promo-{id}",
            ConnectionsSkipped = plan.Connections.Count,
            ConnectionIds = [.. plan.Connections.Select(node => node.Id.Value)],
            ComponentsTotal = plan.Promoted.Count,
            CallsFloor = CallFloor.Of(plan),
        };
    }

    private static PromotionFailure InProgress(AccountId account, PromotionId? holder) => new(
        ErrorCodes.PromotionInProgress,
        $"Promotion {holder?.Value ?? "of somebody else"} of development account {account} is running. Wait until it is done, or withdraw it.");

    private async Task<PromotionFailure> AtLimitAsync(IReadOnlyList<string> platformBranches, bool isHotfix, CancellationToken cancellationToken)
    {
        var taken = await slots.ListAsync(cancellationToken);
        var oldest = await records.GetManyAsync([.. taken.Take(3).Select(slot => slot.PromotionId)], cancellationToken);
        var holders = oldest.Select(stored => stored.Promotion)
            .Select(promotion => $"{promotion.ProcessName} ({promotion.Id}, {promotion.Status.Word()} since {WireInstant.Format(promotion.UpdatedAt)}, {promotion.InitiatedBy.Email})");
        var inUse = await slots.CountInUseAsync(platformBranches, cancellationToken);
        return new PromotionFailure(
            ErrorCodes.BranchLimitReached,
            $"{inUse} branches are in use and {branches.LimitFor(isHotfix)} are allowed. The oldest are held by {Listing.Of(holders)}. Withdraw a promotion that is not needed any more, or cancel its test deployment.");
    }
}

using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Deployments.Running;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Deployments;

/// <summary>Begins a deployment: its status, its lease, the approval that the call may be, and the caller's key in one commit.</summary>
internal sealed class DeploymentStarter(
    IStateStore store,
    PromotionTransitions transitions,
    RunLeases leases,
    PromotionAudit audit,
    IdempotentCalls calls,
    RunHost host,
    RunTraces traces,
    DeploymentRuns runs,
    EngineIdentity engine,
    RunOptions options,
    TimeProvider time)
{
    /// <summary>Begins what <paramref name="order"/> says.</summary>
    /// <returns>The attempt and the task that ends with its run; null when the promotion is not as it was read any more, or an equal call was faster.</returns>
    public async Task<(int Attempt, Task Ended)?> StartAsync(Caller caller, DeploymentOrder order, IdempotentCall? call, CancellationToken cancellationToken)
    {
        var before = order.Promotion;
        var begun = Begun(caller, order);
        var commit = new Commit();
        if (call is not null)
        {
            calls.Bind(commit, call, DeploymentReference.Write(begun.Id, begun.Deployment!.Attempt));
        }

        var since = time.GetTimestamp();
        begun = leases.Begin(commit, begun, engine.Name, await store.NowAsync(cancellationToken), options.Lease);
        traces.Note(commit, begun.Id);
        var entry = transitions.Add(commit, before, begun, Actor.Of(caller), DeploymentExecution.ActionName);
        var overridden = order.OverridesStale ? audit.Append(commit, caller, "overrideStale", before.Promotion, begun) : null;
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status is CommitStatus.Conflict or CommitStatus.Fenced)
        {
            return null;
        }

        var version = outcome.OrThrow().Version;
        transitions.Announce(entry);
        if (overridden is not null)
        {
            transitions.Announce(overridden);
        }

        var lease = new LeaseClock(time);
        lease.Hold(since, options.Lease);
        return (begun.Deployment!.Attempt, host.Start(runs.Begin(begun, version, lease)));
    }

    private Promotion Begun(Caller caller, DeploymentOrder order)
    {
        var now = time.GetUtcNow();
        var promotion = order.Promotion.Promotion;
        var begun = order.IsReleaseAgain ? PromotionLifecycle.ReleaseAgain(promotion, caller, now) : order.Mode switch
        {
            DeploymentMode.Test => PromotionLifecycle.BeginTestDeployment(promotion, caller, now),
            DeploymentMode.PackAssignment => promotion,
            _ => PromotionLifecycle.BeginDeployment(Approved(promotion, caller, order.AdminComments, now), caller, now),
        };
        return begun with
        {
            PackageVersion = order.PackageVersion,
            DeploymentNotes = order.Notes.Length > 0 ? order.Notes : promotion.DeploymentNotes,
            Step = "Deployment begins",
            Deployment = Next(caller, order, now),
        };
    }

    private static Promotion Approved(Promotion promotion, Caller caller, string comments, DateTimeOffset now) => promotion.Status == PromotionStatus.PendingAdminReview
        ? PromotionLifecycle.DecideAsAdmin(promotion, caller, isApproval: true, comments, now)
        : promotion;

    // What an earlier attempt did stays done, as far as the same is asked for.
    private static Deployment Next(Caller caller, DeploymentOrder order, DateTimeOffset now)
    {
        var earlier = order.Promotion.Promotion.Deployment;
        var next = new Deployment(order.Mode, Actor.Of(caller), caller.Person, (earlier?.Attempt ?? 0) + 1, now)
        {
            PackageVersion = order.PackageVersion,
            IsStaleOverridden = order.OverridesStale,
            Merged = earlier?.Merged,
            TestPack = WorkOn(order.TestPack, earlier?.TestPack, keepUnnamed: order.IsReleaseAgain || order.Mode != DeploymentMode.Test || earlier is not { AutoDetectedPackId.Length: > 0 }),
            ProductionPack = WorkOn(order.ProductionPack, earlier?.ProductionPack, keepUnnamed: true),
        };
        if (order.IsReleaseAgain)
        {
            next = next with
            {
                AutoDetectedPackId = earlier!.AutoDetectedPackId == next.TestPack?.Choice.PackId ? earlier.AutoDetectedPackId : string.Empty,
                TestPack = Again(next.TestPack, order.Promotion.Promotion.TestRelease),
                ProductionPack = Again(next.ProductionPack, order.Promotion.Promotion.ProductionRelease),
            };
        }

        return earlier is not null && earlier.PackageVersion == order.PackageVersion
            ? next with { PackageId = earlier.PackageId, MadeVersion = earlier.MadeVersion, IsPackageChecked = earlier.IsPackageChecked }
            : next;
    }

    // What arrived is left alone; what failed is released from a fresh look at the pack.
    private static PackWork? Again(PackWork? work, PackRelease? release) =>
        work is not null && release is { State: ReleaseState.Failed } && release.PackId == work.Choice.PackId
            ? work with { Content = null, AskedAt = null, IsReleased = false }
            : work;

    private static PackWork? WorkOn(PackChoice? chosen, PackWork? earlier, bool keepUnnamed) =>
        chosen is null ? keepUnnamed ? earlier : null
        : earlier is not null && earlier.Choice.PackId == chosen.PackId && earlier.Choice.Name == chosen.Name ? earlier
        : new PackWork(chosen);
}

using Contract.Errors;
using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Failures;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>Six people who do any act to any promotion, each committed to a store the way the service commits it.</summary>
internal sealed class Company
{
    private static readonly Caller[] People =
    [
        Cast.Contributor("ann"), Cast.Contributor("ben"), Cast.Admin("cleo"), Cast.Admin("dora"), Cast.ReadOnly("eve"),
        // The same person as ann, whom another identity provider knows by another subject.
        new Caller(new Person("another-subject", "ann@abc.example", "Ann"), [], Tier.Admin),
    ];

    // The ways forward are likelier than the ways out, so that stories get somewhere.
    private static readonly string[] Acts =
    [
        "start", "complete", "complete", "complete", "fail", "ask to stop", "deploy", "deploy", "deploy", "deploy", "step", "step", "step", "step", "step", "step", "needs a pack", "stumble",
        "submit tested", "submit tested", "submit tested", "submit hotfix", "submit hotfix", "peer says yes", "peer says yes", "peer says yes", "peer says no", "admin says yes", "admin says yes", "admin says no",
        "release fails", "release fails", "release fails", "withdraw", "cancel test", "supersede", "warn", "expire",
    ];

    private static readonly PromotionFailure Refused = new(ErrorCodes.DeploymentFailed, "refused");

    private readonly IStateStore _store;
    private readonly PromotionRecords _records;
    private readonly PromotionTransitions _transitions;
    private readonly List<PromotionId> _ids = [];
    private int _minutes;

    public Company(IStateStore store, TimeProvider time)
    {
        _store = store;
        _records = new PromotionRecords(store);
        Audit = new AuditLog(store, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance);
        var log = new PromotionLogOutbox(new Outbox(store), time);
        _transitions = new PromotionTransitions(store, _records, new RunLeases(store, _records), log, new PromotionAudit(Audit, time), new PromotionMails(store, new MailOptions(), time));
    }

    /// <summary>What was done, as the audit has it.</summary>
    public AuditLog Audit { get; }

    /// <summary>Entries that the audit must have: one for each transition that was committed.</summary>
    public List<(PromotionId Promotion, string Before, string After)> Expected { get; } = [];

    /// <summary>The deployments that were begun: what they do, and whether they release again what is deployed.</summary>
    public HashSet<(DeploymentMode Mode, bool IsAgain)> Begun { get; } = [];

    /// <summary>Every promotion there is.</summary>
    public async Task<IReadOnlyList<Promotion>> PromotionsAsync() =>
        [.. (await _records.GetManyAsync(_ids, CancellationToken.None)).Select(stored => stored.Promotion)];

    /// <summary>Does what <paramref name="number"/> stands for: some act by somebody to one of the promotions. What a rule forbids changes nothing, and false is answered.</summary>
    public async Task<bool> ActAsync(int number)
    {
        var act = Acts[number % Acts.Length];
        var by = People[number / Acts.Length % People.Length];
        if (act == "start" || _ids.Count == 0)
        {
            await StartAsync(by);
            return true;
        }

        // The newest are the likeliest, so that stories go on.
        var id = _ids[^(1 + Math.Min(number / (Acts.Length * People.Length) % 4, _ids.Count - 1))];
        var at = Cast.At.AddMinutes(++_minutes);
        try
        {
            await DoAsync(act, by, id, at);
            return true;
        }
        catch (PromotionFailure)
        {
            return false;
        }
    }

    private async Task StartAsync(Caller by)
    {
        var id = new PromotionId($"p{_ids.Count}");
        var promotion = Cast.In(PromotionStatus.InProgress) with { Id = id, InitiatedBy = by.Person, BranchId = $"branch-{id}", BranchName = $"promo-{id}", IsHotfix = _ids.Count % 3 == 2 };
        await CommitAsync((null, promotion));
        _ids.Add(id);
    }

    private async Task DoAsync(string act, Caller by, PromotionId id, DateTimeOffset at)
    {
        var stored = (await _records.GetAsync(id, CancellationToken.None))!;
        if (act == "submit tested")
        {
            var made = new PromotionId($"p{_ids.Count}");
            var (tested, production) = PromotionLifecycle.SubmitTested(stored.Promotion, by, Cast.Request, [Cast.Frozen], made, at);
            await CommitAsync((stored, tested), (null, production));
            _ids.Add(made);
            return;
        }

        var made2 = stored.Promotion.BranchPassedTo is { } passed ? (await _records.GetAsync(passed, CancellationToken.None))!.Promotion : null;
        await CommitAsync((stored, Apply(act, stored.Promotion, made2, by, at)));
    }

    private static Promotion Apply(string act, Promotion promotion, Promotion? production, Caller by, DateTimeOffset at) => act switch
    {
        "complete" => PromotionLifecycle.Complete(promotion, promotion.Results, at),
        "fail" => PromotionLifecycle.Fail(promotion, Refused, [], at),
        "ask to stop" => PromotionLifecycle.RequestWithdrawal(promotion, by, "changed my mind", at),
        "submit hotfix" => PromotionLifecycle.SubmitHotfix(promotion, by, Cast.Request, [Cast.Frozen], at),
        "peer says yes" => PromotionLifecycle.DecideAsPeer(promotion, by, isApproval: true, string.Empty, at),
        "peer says no" => PromotionLifecycle.DecideAsPeer(promotion, by, isApproval: false, "no", at),
        "admin says yes" => PromotionLifecycle.DecideAsAdmin(promotion, by, isApproval: true, string.Empty, at),
        "admin says no" => PromotionLifecycle.DecideAsAdmin(promotion, by, isApproval: false, "no", at),
        "deploy" => Deploy(promotion, by, at),
        "step" or "needs a pack" or "stumble" => OfTheRun(act, promotion, at),
        "release fails" => promotion with { TestRelease = Failed(promotion.TestRelease), ProductionRelease = Failed(promotion.ProductionRelease) },
        "withdraw" => PromotionLifecycle.Withdraw(promotion, by, "changed my mind", at),
        "cancel test" => PromotionLifecycle.CancelTest(promotion, production, by, at),
        "supersede" => Idle(promotion, PromotionLifecycle.Supersede(promotion, production, new PromotionId("newer"), at)),
        "warn" => Idle(promotion, PromotionLifecycle.WarnOfExpiry(promotion, at)),
        _ => Idle(promotion, PromotionLifecycle.Expire(promotion, production, at)),
    };

    // packageAndDeploy: what it does follows from the status; the call may be the admin's approval.
    private static Promotion Deploy(Promotion promotion, Caller by, DateTimeOffset at)
    {
        var attempt = (promotion.Deployment?.Attempt ?? 0) + 1;
        Promotion Running(Promotion begun, DeploymentMode mode) => begun with { Deployment = new Deployment(mode, new Actor(by.AuditName), by.Person, attempt, at) };

        if (promotion.HasRun)
        {
            throw Refused;
        }

        if (promotion.HasFailedRelease)
        {
            return Running(PromotionLifecycle.ReleaseAgain(promotion, by, at), promotion.Deployment!.Mode);
        }

        switch (promotion.Status)
        {
            case PromotionStatus.PendingPackAssignment:
                PromotionLifecycle.RequirePackAssignment(promotion, by);
                return Running(promotion, DeploymentMode.PackAssignment);
            case PromotionStatus.PendingAdminReview:
                promotion = PromotionLifecycle.DecideAsAdmin(promotion, by, isApproval: true, string.Empty, at);
                break;
            case PromotionStatus.AdminApproved:
                break;
            default:
                return Running(PromotionLifecycle.BeginTestDeployment(promotion, by, at), DeploymentMode.Test);
        }

        return Running(PromotionLifecycle.BeginDeployment(promotion, by, at), promotion.IsHotfix ? DeploymentMode.Hotfix : DeploymentMode.Production);
    }

    // What the run of a deployment does next, or stumbles over.
    private static Promotion OfTheRun(string what, Promotion promotion, DateTimeOffset at)
    {
        if (promotion is not { HasRun: true, Deployment: { } deployment })
        {
            throw Refused;
        }

        var ended = promotion with { Deployment = deployment with { IsRunning = false } };
        var release = new PackRelease("pack", "Orders") { ReleaseId = $"release-{deployment.Attempt}", State = ReleaseState.Complete };
        if (promotion.Status is PromotionStatus.TestDeployed or PromotionStatus.Deployed)
        {
            return what == "stumble" ? ended : ended with { TestRelease = ended.TestRelease is null ? null : release, ProductionRelease = ended.ProductionRelease is null ? null : release };
        }

        return (deployment.Mode, what, promotion.Merge?.Progress) switch
        {
            (DeploymentMode.Test, "stumble", _) => PromotionLifecycle.TestDeployFailed(ended, Refused, at),
            (DeploymentMode.Test, "needs a pack", _) => PromotionLifecycle.NeedsPackAssignment(ended, at),
            (DeploymentMode.Test, _, _) => PromotionLifecycle.TestDeployed(ended, at) with { TestRelease = release },
            (DeploymentMode.PackAssignment, "stumble", _) => ended,
            (DeploymentMode.PackAssignment, _, _) => PromotionLifecycle.PackAssigned(ended, at) with { TestRelease = release },
            (_, "stumble", MergeProgress.Merging) => PromotionLifecycle.MergeFailed(promotion, at),
            (_, "stumble", _) => PromotionLifecycle.DeploymentFailed(ended, Refused, at),
            (_, _, null) => PromotionLifecycle.DraftMerge(promotion, "merge", at),
            (_, _, MergeProgress.Drafting) => PromotionLifecycle.BeginMerge(promotion, "merge", [], isStaleOverridden: false, at),
            (_, _, MergeProgress.Merging) => PromotionLifecycle.Merged(promotion, at),
            _ => PromotionLifecycle.Deployed(ended, at) with { ProductionRelease = release },
        };
    }

    private static PackRelease? Failed(PackRelease? release) => release is null ? null : release with { State = ReleaseState.Failed };

    // Nothing that is worked on is ended, or warned of its end, by what nobody asked for.
    private static Promotion Idle(Promotion before, Promotion after)
    {
        Assert.That(before.HasRun, Is.False, $"{before.Id} was {before.Status} and worked on when it became {after.Status}");
        return after;
    }

    private async Task CommitAsync(params (StoredPromotion? Before, Promotion After)[] transitions)
    {
        var commit = new Commit();
        foreach (var (before, after) in transitions)
        {
            _transitions.Add(commit, before, after, new Actor("somebody"), "act", MailEvent.Submitted);
            Expected.Add((after.Id, before?.Promotion.Status.Word() ?? string.Empty, after.Status.Word()));
        }

        (await _store.CommitAsync(commit, CancellationToken.None)).OrThrow();
        Begun.UnionWith(transitions.Select(transition => transition.After).Where(after => after is { HasRun: true, Deployment: not null })
            .Select(after => (after.Deployment!.Mode, after.Status is PromotionStatus.TestDeployed or PromotionStatus.Deployed)));
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
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

    /// <summary>Every promotion there is.</summary>
    public async Task<IReadOnlyList<Promotion>> PromotionsAsync() =>
        [.. (await _records.GetManyAsync(_ids, CancellationToken.None)).Select(stored => stored.Promotion)];

    /// <summary>Does what <paramref name="number"/> stands for: some act by somebody to one of the promotions. What a rule forbids changes nothing, and false is answered.</summary>
    public async Task<bool> ActAsync(int number)
    {
        var act = number % 24;
        var by = People[number / 24 % People.Length];
        if (act == 0 || _ids.Count == 0)
        {
            await StartAsync(by);
            return true;
        }

        // The newest are the likeliest, so that stories go on.
        var id = _ids[^(1 + Math.Min(number / (24 * People.Length) % 4, _ids.Count - 1))];
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

    private async Task DoAsync(int act, Caller by, PromotionId id, DateTimeOffset at)
    {
        var stored = (await _records.GetAsync(id, CancellationToken.None))!;
        if (act == 5)
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

    private static Promotion Apply(int act, Promotion promotion, Promotion? production, Caller by, DateTimeOffset at) => act switch
    {
        1 or 2 => PromotionLifecycle.Complete(promotion, promotion.Results, at),
        3 => PromotionLifecycle.BeginTestDeployment(promotion, by, at),
        4 => PromotionLifecycle.TestDeployed(promotion, at),
        6 => PromotionLifecycle.SubmitHotfix(promotion, by, Cast.Request, [Cast.Frozen], at),
        7 or 8 => PromotionLifecycle.DecideAsPeer(promotion, by, isApproval: true, string.Empty, at),
        9 => PromotionLifecycle.DecideAsPeer(promotion, by, isApproval: false, "no", at),
        10 or 11 => PromotionLifecycle.DecideAsAdmin(promotion, by, isApproval: true, string.Empty, at),
        12 => PromotionLifecycle.DecideAsAdmin(promotion, by, isApproval: false, "no", at),
        13 => PromotionLifecycle.BeginDeployment(promotion, by, at),
        14 => PromotionLifecycle.BeginMerge(promotion, "merge", [], isStaleOverridden: false, at),
        15 => PromotionLifecycle.Merged(promotion, at),
        16 => PromotionLifecycle.Deployed(promotion, at),
        17 => PromotionLifecycle.Withdraw(promotion, by, "changed my mind", at),
        18 => PromotionLifecycle.CancelTest(promotion, production, by, at),
        19 => PromotionLifecycle.Supersede(promotion, production, new PromotionId("newer"), at),
        20 => PromotionLifecycle.NeedsPackAssignment(promotion, at),
        21 => PromotionLifecycle.PackAssigned(promotion, at),
        22 => PromotionLifecycle.WarnOfExpiry(promotion, at),
        _ => PromotionLifecycle.Expire(promotion, production, at),
    };

    private async Task CommitAsync(params (StoredPromotion? Before, Promotion After)[] transitions)
    {
        var commit = new Commit();
        foreach (var (before, after) in transitions)
        {
            _transitions.Add(commit, before, after, new Actor("somebody"), "act", MailEvent.Submitted);
            Expected.Add((after.Id, before?.Promotion.Status.Word() ?? string.Empty, after.Status.Word()));
        }

        (await _store.CommitAsync(commit, CancellationToken.None)).OrThrow();
    }
}

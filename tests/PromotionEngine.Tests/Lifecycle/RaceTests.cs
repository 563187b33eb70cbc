using BoomiEmulator;
using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Reviews;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Recovery;
using PromotionEngine.Tests.State;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>Two people at two engines on one store, each of the two, do what cannot both be done: one wins, the other is told clearly, and nothing is doubled.</summary>
[TestFixture("Redis")]
[TestFixture("memory")]
public sealed class RaceTests(string kind) : IAsyncDisposable
{
    private const int Rounds = 12;

    private RecoveryWorld? _world;
    private EmulatorHost? _boomi;
    private IStateStore? _store;
    private LabEngine? _one;
    private LabEngine? _other;
    private string _branch = string.Empty;

    private LabEngine One => _one!;

    private LabEngine Other => _other!;

    [SetUp]
    public async Task Start()
    {
        _world = await RecoveryWorld.GetAsync();
        _boomi = await _world.StartCopyAsync();
        _store = kind == "Redis"
            ? await RedisStateStore.ConnectAsync(await SharedRedis.OptionsAsync(), TimeProvider.System, CancellationToken.None)
            : new InMemoryStateStore(TimeProvider.System);
        _one = await LabEngine.BuildAsync(_world, _boomi, _store);
        _other = await LabEngine.BuildAsync(_world, _boomi, _store, settings: ("State:FirstStart", "false"));
        _branch = _boomi.World.CreateBranch(_world.Primary, "promo-of-the-races", _boomi.World.MainBranch(_world.Primary).Id, packageId: null, "service").Id;
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _one, _other, _store as IAsyncDisposable, _boomi })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    [Test]
    public async Task TwoPeersDecideAtOnce_OneWinsAndTheOtherHearsThatItIsReviewed()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await SavedAsync(PromotionStatus.PendingPeerReview);

            var codes = await BothAsync(
                () => One.Get<ReviewDecisions>().DecideAsPeerAsync(Cast.Admin("pia"), id, isApproval: true, string.Empty, KeyedAct.None, CancellationToken.None),
                () => Other.Get<ReviewDecisions>().DecideAsPeerAsync(Cast.Admin("pim"), id, isApproval: false, "no", KeyedAct.None, CancellationToken.None));

            Assert.That(codes, Is.EquivalentTo(new[] { string.Empty, ErrorCodes.AlreadyReviewed }));
            var decided = await ReadAsync(id);
            Assert.That(decided.Status, Is.EqualTo(decided.PeerDecision!.IsApproval ? PromotionStatus.PendingAdminReview : PromotionStatus.PeerRejected));
            Assert.That(codes[0].Length == 0, Is.EqualTo(decided.PeerDecision.IsApproval), "the winner's word stands");
        }

        await AssertAuditAsync(transitions: Rounds);
    }

    [Test]
    public async Task TwoAdminsDecideAtOnce_TheNoWins_OrTheYesIsTakenBack()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await SavedAsync(PromotionStatus.PendingAdminReview);

            var codes = await BothAsync(
                () => One.Get<ReviewDecisions>().DecideAsAdminAsync(Cast.Admin("ada"), id, isApproval: true, string.Empty, KeyedAct.None, CancellationToken.None),
                () => Other.Get<ReviewDecisions>().DecideAsAdminAsync(Cast.Admin("abe"), id, isApproval: false, "no", KeyedAct.None, CancellationToken.None));

            // A no is allowed after a yes, so it never fails; a yes after a no does.
            Assert.That(codes[1], Is.Empty);
            Assert.That(codes[0], Is.AnyOf(string.Empty, ErrorCodes.AlreadyReviewed));
            Assert.That((await ReadAsync(id)).Status, Is.EqualTo(PromotionStatus.AdminRejected));
        }
    }

    [Test]
    public async Task ApprovalRacesWithdrawal_TheWithdrawalHoldsAndAnApprovalBeforeItIsKept()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await SavedAsync(PromotionStatus.PendingPeerReview);

            var codes = await BothAsync(
                () => One.Get<ReviewDecisions>().DecideAsPeerAsync(Cast.Admin("pia"), id, isApproval: true, string.Empty, KeyedAct.None, CancellationToken.None),
                () => Other.Get<PromotionWithdrawal>().WithdrawAsync(Cast.Alice, id, "wrong version", KeyedAct.None, CancellationToken.None));

            Assert.That(codes[1], Is.Empty, "what is in review can be withdrawn before and after the approval");
            Assert.That(codes[0], Is.AnyOf(string.Empty, ErrorCodes.InvalidReviewState));
            var ended = await ReadAsync(id);
            Assert.That((ended.Status, ended.PeerDecision is not null), Is.EqualTo((PromotionStatus.Withdrawn, codes[0].Length == 0)));
        }
    }

    [Test]
    public async Task MergeRacesWithdrawal_ExactlyOneHappens()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await SavedAsync(PromotionStatus.AdminApproved);
            var transitions = One.Get<PromotionTransitions>();

            var codes = await BothAsync(
                () => transitions.CommitAsync(id, new Actor("a deployment"), "packageAndDeploy", promotion => PromotionLifecycle.BeginMerge(promotion, "merge", [], isStaleOverridden: false, Cast.At), mail: null, CancellationToken.None),
                () => Other.Get<PromotionWithdrawal>().WithdrawAsync(Cast.Alice, id, "stop", KeyedAct.None, CancellationToken.None));

            var after = await ReadAsync(id);
            Assert.That(
                (codes[0], codes[1], after.Status, after.IsMergeBegun),
                Is.EqualTo((string.Empty, ErrorCodes.InvalidPromotionStatus, PromotionStatus.AdminApproved, true))
                    .Or.EqualTo((ErrorCodes.PromotionNotCompleted, string.Empty, PromotionStatus.Withdrawn, false)));
        }
    }

    [Test]
    public async Task TwoSubmitTheSameTest_OneProductionPromotionIsMade()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await SavedAsync(PromotionStatus.TestDeployed);

            var codes = await BothAsync(() => SubmitAsync(One, Cast.Admin("alice"), id), () => SubmitAsync(Other, Cast.Admin("bob"), id));

            Assert.That(codes, Is.EquivalentTo(new[] { string.Empty, ErrorCodes.InvalidPromotionStatus }));
            var made = (await One.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Where(stored => stored.Promotion.TestPromotionId == id).ToList();
            Assert.That(made, Has.Count.EqualTo(1));
            Assert.That((await ReadAsync(id)).BranchPassedTo, Is.EqualTo(made[0].Promotion.Id));
        }
    }

    [Test]
    public async Task SubmissionRacesCancellation_ExactlyOneHappens()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await SavedAsync(PromotionStatus.TestDeployed, branch: "branch-that-is-not-there");
            await UseRealBranchAsync(id);

            var codes = await BothAsync(() => SubmitAsync(One, Cast.Admin("alice"), id), () => Other.Get<TestDeployments>().CancelAsync(Cast.Admin("alice"), id, KeyedAct.None, CancellationToken.None));

            Assert.That(codes, Is.EquivalentTo(new[] { string.Empty, ErrorCodes.InvalidPromotionStatus }));
            var tested = await ReadAsync(id);
            Assert.That(tested.Status, Is.EqualTo(codes[0].Length == 0 ? PromotionStatus.TestDeployed : PromotionStatus.TestCancelled));
            var branches = _boomi!.World.Branches(_world!.Primary).Select(branch => branch.Name).ToList();
            Assert.That(branches.Contains($"promo-{id}"), Is.EqualTo(codes[0].Length == 0), "the branch lives exactly when the submission won");
            if (codes[0].Length == 0)
            {
                _boomi.World.DeleteBranch(_world.Primary, tested.TestedBranchId, "a test");
            }
        }
    }

    private static Task<PromotionService.V1.SubmitForReviewResponse> SubmitAsync(LabEngine engine, Caller by, PromotionId id) =>
        engine.Get<ReviewSubmission>().SubmitAsync(by, id, isHotfix: null, new ReviewRequest(), KeyedAct.None, CancellationToken.None);

    private async Task UseRealBranchAsync(PromotionId id)
    {
        var branch = _boomi!.World.CreateBranch(_world!.Primary, $"promo-{id}", _boomi.World.MainBranch(_world.Primary).Id, packageId: null, "service").Id;
        await One.Records.ChangeAsync(id, promotion => promotion with { BranchId = branch, TestedBranchId = branch }, CancellationToken.None);
    }

    // Nothing was written by it, so that no component needs to stand on the branch. A decision against it must not delete the branch that all of them share.
    private async Task<PromotionId> SavedAsync(PromotionStatus status, string? branch = null)
    {
        var id = new PromotionId(Guid.NewGuid().ToString());
        var promotion = Cast.In(status);
        var saved = promotion with
        {
            Id = id,
            DevAccountId = new AccountId(_world!.DevAccount),
            ProdAccountId = new AccountId(_world.Primary),
            BranchName = $"promo-{id}",
            BranchId = branch ?? (status == PromotionStatus.TestDeployed ? _branch : string.Empty),
            Results = [],
            Submission = promotion.Submission is { } submission ? submission with { Frozen = [Cast.Frozen with { IsOwn = false }] } : null,
        };
        (await One.Records.SaveAsync(saved, 0, CancellationToken.None)).OrThrow();
        return id;
    }

    private async Task<Promotion> ReadAsync(PromotionId id) => (await One.Records.GetAsync(id, CancellationToken.None))!.Promotion;

    private async Task AssertAuditAsync(int transitions)
    {
        var page = await One.Get<AuditLog>().QueryAsync(new AuditFilter(), 0, 1_000, CancellationToken.None);
        Assert.That((page.Chain.IsIntact, page.TotalCount), Is.EqualTo((true, transitions)));
    }

    // Both start together; the answer's code, empty for success.
    private static async Task<string[]> BothAsync(Func<Task> one, Func<Task> other)
    {
        using var gun = new ManualResetEventSlim();
        var tasks = new[] { one, other }.Select(act => Task.Run(async () =>
        {
            gun.Wait();
            try
            {
                await act();
                return string.Empty;
            }
            catch (PromotionFailure failure)
            {
                return failure.Code;
            }
        })).ToArray();
        gun.Set();
        return await Task.WhenAll(tasks);
    }
}

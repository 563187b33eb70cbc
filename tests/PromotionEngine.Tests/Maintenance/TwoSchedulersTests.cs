using BoomiEmulator;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Recovery;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>Schedulers that do not know of each other ask two engines for the same sweep, or die while theirs goes on: each branch goes once, its slot with it, and nothing else.</summary>
public sealed class TwoSchedulersTests : IAsyncDisposable
{
    private const string Job = "SweepOrphanBranches";
    private const int Live = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private EmulatorHost? _boomi;
    private LabEngine? _one;
    private LabEngine? _two;
    private StoppingConnection? _connection;

    private EmulatorHost Boomi => _boomi!;

    private LabEngine One => _one!;

    private LabEngine Two => _two!;

    private StoppingConnection Connection => _connection!;

    private IEnumerable<string> Branches => Boomi.World.Branches(One.World.Primary).Where(branch => !branch.IsMain).Select(branch => branch.Name);

    private long Deletions => Boomi.Journal.Counts(One.World.Primary).GetValueOrDefault("Branch.delete");

    // Five of failed runs, one of a live promotion, and one that somebody else made.
    [SetUp]
    public async Task Start()
    {
        var world = await RecoveryWorld.GetAsync();
        _boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        _connection = new StoppingConnection(new SocketsHttpHandler());
        _one = await LabEngine.BuildAsync(world, _boomi, store, connection: _connection, settings: ("Boomi:Platform:CallTimeout", "00:04:00"));
        _two = await LabEngine.BuildAsync(world, _boomi, store);
        for (var number = 0; number <= Live; number++)
        {
            await LeftBranch.MakeAsync(_one, _boomi, number, number < Live ? PromotionStatus.Failed : PromotionStatus.Completed, components: 1);
        }

        _boomi.World.CreateBranch(world.Primary, "promo-01234567-89ab-cdef-0123-456789abcdef", _boomi.World.MainBranch(world.Primary).Id, null, "somebody@acme.test");
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _one, _two, _boomi })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        _connection?.Dispose();
    }

    [Test]
    public async Task Sweep_AskedForByTwoSchedulersAtOnce_IsDoneByOne()
    {
        var first = SweepAsync(One, CancellationToken.None);
        await Connection.Reached.WaitAsync(Patience);

        var second = await SweepAsync(Two, CancellationToken.None);
        Connection.GoOn();
        var done = await first.WaitAsync(Patience);

        Assert.That(second.Findings, Is.EqualTo(new[] { $"{Job} is going on for another scheduler." }));
        Assert.That((second.Changed, done.Changed, done.Failed, Deletions), Is.EqualTo((0, 5, 1, 5)), string.Join(' ', done.Findings));
        await AssertOnlyTheOrphansAreGoneAsync();
    }

    [Test]
    public async Task Sweep_WhoseSchedulerIsKilledInTheMiddle_IsFinishedByTheNext()
    {
        using var killed = new CancellationTokenSource();
        var first = SweepAsync(One, killed.Token);
        await Connection.Reached.WaitAsync(Patience);

        await killed.CancelAsync();
        Assert.That(async () => await first.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        var swept = await SweepAsync(Two, CancellationToken.None);
        var reconciled = await Two.Get<SlotReconciliation>().ReconcileAsync(dryRun: false, CancellationToken.None);

        // One was deleted and settled, of one the deletion took effect and nobody heard of it.
        Assert.That((swept.Changed, swept.Failed, reconciled.Changed, Deletions), Is.EqualTo((3, 1, 1, 5)), string.Join(' ', swept.Findings));
        await AssertOnlyTheOrphansAreGoneAsync();
    }

    private static Task<WorkReport> SweepAsync(LabEngine engine, CancellationToken cancellationToken) =>
        engine.Get<JobLease>().RunAsync(Job, isDryRun: false, token => engine.Get<BranchSweep>().SweepAsync(dryRun: false, token), cancellationToken);

    private async Task AssertOnlyTheOrphansAreGoneAsync()
    {
        var live = $"promo-{LeftBranch.IdOf(Live)}";
        Assert.That(Branches, Is.EquivalentTo(new[] { live, "promo-01234567-89ab-cdef-0123-456789abcdef" }));
        Assert.That((await Two.Get<BranchSlots>().ListAsync(CancellationToken.None)).Select(slot => slot.BranchName), Is.EqualTo(new[] { live }));
        var records = await Two.Records.ReadManyAsync([.. Enumerable.Range(0, Live + 1).Select(number => new PromotionId(LeftBranch.IdOf(number)))], CancellationToken.None);
        Assert.That(records.Promotions.Where(promotion => promotion.BranchId.Length > 0).Select(promotion => promotion.Id.Value), Is.EqualTo(new[] { LeftBranch.IdOf(Live) }));
    }

    /// <summary>A connection on which the answer to the second deletion waits.</summary>
    private sealed class StoppingConnection(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _deletions;

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Delete && Interlocked.Increment(ref _deletions) == 2)
            {
                _reached.SetResult();
                await _goOn.Task.WaitAsync(cancellationToken);
            }

            return answer;
        }
    }
}

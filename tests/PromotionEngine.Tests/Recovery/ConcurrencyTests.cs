using System.Globalization;
using BoomiEmulator;
using BoomiEmulator.Limits;
using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

public sealed class ConcurrencyTests : IAsyncDisposable
{
    private EmulatorHost? _boomi;
    private LabEngine? _one;
    private LabEngine? _other;
    private RecoveryWorld? _world;

    private EmulatorHost Boomi => _boomi!;

    private LabEngine[] Engines => [_one!, _other!];

    [SetUp]
    public async Task Start()
    {
        _world = await RecoveryWorld.GetAsync();
        _boomi = await _world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        _one = await LabEngine.BuildAsync(_world, _boomi, store, settings: ("Runs:BranchReadyTimeout", "00:00:00.3"));
        _other = await LabEngine.BuildAsync(_world, _boomi, store);
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _one, _other, _boomi })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    [Test]
    public async Task Execute_TwentyAtOnceForOneAccountAtTwoEngines_StartsExactlyOneRun()
    {
        // The run that is let in gets no branch before the others have their answers, however slow the machine.
        var refused = 0;
        var allRefused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var one = await HeldEngineAsync(allRefused.Task);
        await using var other = await HeldEngineAsync(allRefused.Task);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var code = await CodeOfAsync(() => (number % 2 == 0 ? one : other).ExecuteAsync());
            if (code.Length > 0 && Interlocked.Increment(ref refused) == 19)
            {
                allRefused.SetResult();
            }

            return code;
        }));

        Assert.That(outcomes.Count(code => code.Length == 0), Is.EqualTo(1));
        Assert.That(outcomes.Count(code => code == ErrorCodes.PromotionInProgress), Is.EqualTo(19));
        Assert.That(await _one!.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Execute_FiftyCallersWithOneKeyAtTwoEngines_OneRunAndFiftyEqualAnswers()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Engines[number % 2].ExecuteAsync("key")));

        Assert.That(answers[0].Success, Is.True, answers[0].ErrorMessage);
        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await _one!.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That(Boomi.Journal.Counts(_world!.Primary)["Branch.create"], Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_TheSameKeyWithAnotherBody_IsRefused()
    {
        await _one!.ExecuteAsync("key");

        Assert.That(await CodeOfAsync(() => _other!.ExecuteAsync("key", body: "another")), Is.EqualTo(ErrorCodes.InvalidRequest));
    }

    [Test]
    public async Task Execute_TheSameKeyOfAnotherPerson_IsAnotherCall()
    {
        var first = await _one!.ExecuteAsync("key");
        var second = await _one!.ExecuteAsync("key", person: "bob");

        Assert.That(second.PromotionId, Is.Not.EqualTo(first.PromotionId));
    }

    [Test]
    public async Task Execute_AfterAnAnswerThatSaysTryAgain_StartsANewRun()
    {
        Boomi.Settings.Delays = new EmulatorDelays { BranchReady = TimeSpan.FromMinutes(1) };
        var first = await _one!.ExecuteAsync("key");
        Assert.That(first.ErrorCode, Is.EqualTo(ErrorCodes.BranchCreationTimeout), first.ErrorMessage);

        Boomi.Settings.Delays = new EmulatorDelays { BranchReady = TimeSpan.Zero };
        var second = await _one!.ExecuteAsync("key");

        Assert.That(second.Success, Is.True, second.ErrorMessage);
        Assert.That(second.PromotionId, Is.Not.EqualTo(first.PromotionId));
        Assert.That(await _other!.ExecuteAsync("key"), Is.EqualTo(second));
    }

    [Test]
    public async Task Once_FiftyEqualCallsAtTwoEngines_DoTheWorkOnce()
    {
        var done = 0;
        var call = new IdempotentCall(new IdempotencyKey("alice", "manageMappings", "key"), "seal");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Engines[number % 2].Get<IdempotentCalls>().OnceAsync(
            call,
            async _ =>
            {
                await Task.Delay(20);
                return new ManageMappingsResponse { Success = true, ErrorMessage = Interlocked.Increment(ref done).ToString(CultureInfo.InvariantCulture) };
            },
            CancellationToken.None)));

        Assert.That((done, answers.Distinct().Count()), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Once_AfterAnAnswerThatSaysTryAgain_DoesTheWorkAgain()
    {
        var calls = _one!.Get<IdempotentCalls>();
        var call = new IdempotentCall(new IdempotencyKey("alice", "manageMappings", "key"), "seal");
        var codes = new Queue<string>([ErrorCodes.DatahubError, string.Empty, ErrorCodes.InvalidRequest]);
        Task<ManageMappingsResponse> OnceAsync() => calls.OnceAsync(
            call, _ => Task.FromResult(new ManageMappingsResponse { ErrorCode = codes.Dequeue() }), CancellationToken.None);

        string[] answered = [(await OnceAsync()).ErrorCode, (await OnceAsync()).ErrorCode, (await OnceAsync()).ErrorCode];

        Assert.That(answered, Is.EqualTo(new[] { ErrorCodes.DatahubError, string.Empty, string.Empty }));
    }

    [Test]
    public async Task Execute_ForTwentyAccountsAtOnce_NeverMakesMoreThanFifteenBranches()
    {
        var orders = Enumerable.Range(0, 20).Select(Order).ToList();

        var codes = await Task.WhenAll(orders.Select((order, number) => CodeOfAsync(() => Engines[number % 2].ExecuteAsync(order))));

        Assert.That(codes.Count(code => code.Length == 0), Is.EqualTo(15));
        Assert.That(codes.Count(code => code == ErrorCodes.BranchLimitReached), Is.EqualTo(5));
        Assert.That(Boomi.World.Branches(_world!.Primary, deletedToo: true), Has.Count.EqualTo(16));
    }

    private PromotionOrder Order(int number)
    {
        var account = $"many-{number}";
        Boomi.World.AddAccount(account, account, _world!.Primary);
        var root = Boomi.World.AddComponent(account, "Many", "process", string.Empty, $"Many {number}", RecoveryWorld.ProcessXml()).ComponentId;
        var package = Boomi.World.AddPackage(account, root, "1.0", "made by a test").PackageId;
        return new PromotionOrder(new AccountId(account), [new ComponentId(root)], new PackageId(package), IsHotfix: false);
    }

    private Task<LabEngine> HeldEngineAsync(Task until) =>
        LabEngine.BuildAsync(_world!, Boomi, _one!.Get<IStateStore>(), connection: new HeldConnection(until, "/Branch", new SocketsHttpHandler()));

    private static async Task<string> CodeOfAsync(Func<Task<ExecutePromotionResponse>> execute)
    {
        try
        {
            return (await execute()).ErrorCode;
        }
        catch (PromotionFailure failure)
        {
            return failure.Code;
        }
    }
}

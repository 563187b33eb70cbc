using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A deployment that is under way: its engine is stopped in an orderly way, or a new promotion of the same root is made meanwhile.</summary>
[TestFixture]
public sealed class DeploymentHandOverTests
{
    private const string Key = "the-same-call";
    private static readonly (string Name, string Value)[] Settings = [("Deployments:LostReleaseTimeout", "00:00:00.2")];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The call that is held is not answered before the engine is stopped. It may take effect afterwards, and the other engine gives it the time to.
    [TestCase(DeploymentMode.Test, "/PackagedComponent", false)]
    [TestCase(DeploymentMode.Test, "/PackagedComponent", true)]
    [TestCase(DeploymentMode.Test, "/ReleaseIntegrationPack", false)]
    [TestCase(DeploymentMode.PackAssignment, "/ReleaseIntegrationPack", true)]
    [TestCase(DeploymentMode.Production, "/MergeRequest", true)]
    [TestCase(DeploymentMode.Production, "/PackagedComponent", false)]
    [TestCase(DeploymentMode.Hotfix, "/ReleaseIntegrationPack", false)]
    public async Task Stop_OfTheEngineWithACallUnderWay_HandsTheDeploymentOverAndTheCallMayStillTakeEffect(DeploymentMode mode, string held, bool takesEffect)
    {
        var scene = await DeploymentScene.GetAsync(mode);
        await using var boomi = await scene.World.StartCopyAsync();
        var clock = new OffsetClock();
        var store = scene.StartStore(clock);
        var never = new TaskCompletionSource();
        using var connection = new SignallingConnection(never.Task, held, new SocketsHttpHandler());
        await using var first = await LabEngine.BuildAsync(scene.World, boomi, store, connection: connection, settings: Settings);
        var begun = Task.Run(() => scene.DeployAsync(first, Key));
        await connection.Reached.WaitAsync(Patience);

        await first.Get<RunHost>().StoppingAsync(CancellationToken.None).WaitAsync(Patience);
        var left = (await first.Records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;
        var lapsed = await first.Get<RunLeases>().EndsAtAsync(scene.Promotion, CancellationToken.None);
        if (takesEffect)
        {
            await connection.DeliverAsync();
        }

        clock.Move(TimeSpan.FromMinutes(1));
        await using var second = await LabEngine.BuildAsync(scene.World, boomi, store, settings: Settings);
        var report = await second.Get<RunRecovery>().RecoverAsync(dryRun: false, CancellationToken.None);
        var answer = await begun.WaitAsync(Patience);
        var repeated = await scene.DeployAsync(second, Key).WaitAsync(Patience);

        Assert.That((left.HasRun, left.Lease), Is.EqualTo((true, (RunLease?)null)), "it goes on, and nobody owns it");
        Assert.That(lapsed, Is.GreaterThan(DateTimeOffset.UnixEpoch), "what is under way has its time");
        Assert.That(report.Changed, Is.EqualTo(1), "the lease is given up, not waited for");
        Assert.That(await DeploymentEndState.ProblemAsync(scene, boomi, second, repeated), Is.Empty);
        Assert.That(answer, Is.EqualTo(repeated), "who waited at the engine that stopped is answered all the same");
    }

    [Test]
    public async Task Stop_OfTheEngineWhileItReads_HandsTheDeploymentToAnotherAtOnce()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        var store = scene.StartStore();
        var never = new TaskCompletionSource();
        using var connection = new SignallingConnection(never.Task, "/MergeRequest/query", new SocketsHttpHandler());
        await using var first = await LabEngine.BuildAsync(scene.World, boomi, store, connection: connection, settings: Settings);
        var begun = Task.Run(() => scene.DeployAsync(first, Key));
        await connection.Reached.WaitAsync(Patience);

        await first.Get<RunHost>().StoppingAsync(CancellationToken.None).WaitAsync(Patience);
        var lapsed = await first.Get<RunLeases>().EndsAtAsync(scene.Promotion, CancellationToken.None);
        await using var second = await LabEngine.BuildAsync(scene.World, boomi, store, settings: Settings);
        await second.Get<RunRecovery>().RecoverAsync(dryRun: false, CancellationToken.None);
        var answer = await begun.WaitAsync(Patience);

        Assert.That(lapsed, Is.EqualTo(DateTimeOffset.UnixEpoch));
        Assert.That(await DeploymentEndState.ProblemAsync(scene, boomi, second, answer), Is.Empty);
    }

    [TestCase(DeploymentMode.Test, "TEST_DEPLOYED")]
    [TestCase(DeploymentMode.PackAssignment, "TEST_DEPLOYED")]
    [TestCase(DeploymentMode.Production, "DEPLOYED")]
    public async Task NewPromotion_WhileADeploymentIsUnderWay_DoesNotSupersedeIt(DeploymentMode mode, string end)
    {
        var scene = await DeploymentScene.GetAsync(mode);
        await using var boomi = await scene.World.StartCopyAsync();
        var released = new TaskCompletionSource();
        using var connection = new SignallingConnection(released.Task, "/ReleaseIntegrationPack", new SocketsHttpHandler());
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), connection: connection);
        var deploying = Task.Run(() => scene.DeployAsync(engine, Key));
        await connection.Reached.WaitAsync(Patience);

        var newer = await engine.ExecuteAsync();
        var during = (await engine.Records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;
        released.SetResult();
        var deployed = await deploying.WaitAsync(Patience);
        var after = (await engine.Records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;

        Assert.That((newer.ErrorMessage, newer.Success), Is.EqualTo((string.Empty, true)));
        Assert.That((during.HasRun, during.Status.IsTerminal()), Is.EqualTo((true, false)));
        Assert.That((deployed.ErrorMessage, after.Status.Word()), Is.EqualTo((string.Empty, end)));
        if (mode != DeploymentMode.Production)
        {
            // At rest again: the next promotion takes its place, and that of the one in between.
            var last = await engine.ExecuteAsync();
            Assert.That(last.ErrorMessage, Is.Empty);
            var live = (await engine.Records.ListLiveAsync(CancellationToken.None)).Select(stored => stored.Promotion.Id.Value);
            Assert.That(live, Is.EqualTo(new[] { last.PromotionId }));
        }
    }

    private sealed class SignallingConnection(Task until, string path, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<Task<HttpResponseMessage>>? _held;

        public Task Reached => _reached.Task;

        /// <summary>Lets the call that was held arrive, although nobody waits for its answer any more.</summary>
        public async Task DeliverAsync()
        {
            using var answer = await _held!();
            Assert.That(answer.IsSuccessStatusCode, Is.True);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
            {
                _held ??= await CopyAsync(request);
                _reached.TrySetResult();
                await until.WaitAsync(cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }

        private async Task<Func<Task<HttpResponseMessage>>> CopyAsync(HttpRequestMessage request)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync()) };
            copy.Content.Headers.ContentType = request.Content.Headers.ContentType;
            copy.Headers.Authorization = request.Headers.Authorization;
            copy.Headers.Accept.ParseAdd(request.Headers.Accept.ToString());
            return () => base.SendAsync(copy, CancellationToken.None);
        }
    }
}

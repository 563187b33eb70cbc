using BoomiEmulator;
using Contract.Calls;
using Contract.Errors;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Two engines on one store that were given different keys.</summary>
public sealed class DifferentKeysTests : IAsyncDisposable
{
    private readonly InMemoryStateStore _store = new(TimeProvider.System);
    private readonly CrashSwitch _never = new(int.MaxValue);
    private EmulatorHost? _boomi;

    public async ValueTask DisposeAsync()
    {
        _never.Dispose();
        if (_boomi is not null)
        {
            await _boomi.DisposeAsync();
        }
    }

    [Test]
    public async Task AuditKey_OfAnotherEngine_IsRefusedAtTheStartAndTheChainStaysWhole()
    {
        await using var first = await StartAsync();
        await first.ExecuteAsync();

        var refused = Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(("Audit:Key", SharedKey.Generate())));

        Assert.That(refused!.Message, Does.Contain("Audit:Key is not the key").And.Contain("Nothing was written"));
        await first.ExecuteAsync();
        var audit = await first.Get<AuditLog>().VerifyAsync(CancellationToken.None);
        Assert.That(audit.IsIntact, Is.True);
        Assert.That(audit.Length, Is.GreaterThanOrEqualTo(4), "two runs, each with beginning and end");
    }

    [TestCase("Engine:IdempotencyKey")]
    [TestCase("Engine:SharedKey")]
    public async Task IdempotencyKey_OfAnotherEngine_MakesARepeatARefusalThatNamesItAndNoSecondRun(string setting)
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync((setting, SharedKey.Generate()));
        var answer = await first.ExecuteAsync("key");

        var refused = Assert.ThrowsAsync<PromotionFailure>(() => second.ExecuteAsync("key"));

        Assert.That(refused!.Code, Is.EqualTo(ErrorCodes.InvalidRequest));
        Assert.That(refused.Message, Does.Contain("Engine:IdempotencyKey").And.Contain("cannot be compared"));
        Assert.That(await second.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That(await first.ExecuteAsync("key"), Is.EqualTo(answer), "the engine that has the key still knows the call");
    }

    private async Task<LabEngine> StartAsync(params (string Name, string Value)[] settings)
    {
        var world = await RecoveryWorld.GetAsync();
        _boomi ??= await world.StartCopyAsync();
        return await LabEngine.BuildAsync(world, _boomi, new CrashingStore(_store, _never, isShared: true), settings: settings);
    }
}

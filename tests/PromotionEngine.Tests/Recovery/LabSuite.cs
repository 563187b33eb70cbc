using BoomiEmulator;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

/// <summary>What suites share whose every test has an emulated Boomi and an engine in memory of its own.</summary>
public abstract class LabSuite : IAsyncDisposable
{
    private EmulatorHost? _boomi;
    private LabEngine? _engine;

    private protected EmulatorHost Boomi => _boomi!;

    private protected LabEngine Engine => _engine!;

    [SetUp]
    public async Task StartEngine()
    {
        var world = await RecoveryWorld.GetAsync();
        _boomi = await world.StartCopyAsync();
        _engine = await LabEngine.BuildAsync(world, _boomi, new InMemoryStateStore(TimeProvider.System));
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        if (_boomi is not null)
        {
            await _boomi.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

using BoomiEmulator;
using BoomiEmulator.Wire;
using Contract.Errors;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Somebody works on a run's branch while the run goes on.</summary>
public sealed class ChangedBranchTests : IAsyncDisposable
{
    private const string Somebody = "somebody@acme.test";
    private const string OurUser = "service@acme.test";

    private RecoveryWorld? _world;
    private EmulatorHost? _boomi;
    private CrashSwitch? _watch;
    private LabEngine? _engine;

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        _watch?.Dispose();
        if (_boomi is not null)
        {
            await _boomi.DisposeAsync();
        }
    }

    // What our user left (an engine that lost its lease, say) is deleted first. The platform here knows such a component on its branch only and does not
    // delete it, as the real one may not: then the whole branch goes.
    [TestCase(Somebody)]
    [TestCase(OurUser)]
    public async Task Execute_AComponentOnTheBranchThatTheRunDidNotWrite_IsRefusedByNameAndUndone(string user)
    {
        var answer = await ExecuteAsync(branch => _boomi!.World.CreateComponent(_world!.Primary, Stranger(branch), user));

        AssertUndone(answer, "did not write stand on its branch: A stranger");
        Assert.That(answer.ErrorMessage, Does.Contain("Somebody changed the branch"));
        Assert.That(_boomi!.Journal.Counts(_world!.Primary).GetValueOrDefault("ComponentMetadata.delete"), user == OurUser ? Is.Positive : Is.Zero, "others' work is not touched");
    }

    [TestCase(Somebody)]
    [TestCase(OurUser)]
    public async Task Execute_AnotherRevisionOfWhatItWrote_IsRefusedNamingBothVersions(string user)
    {
        var answer = await ExecuteAsync(branch =>
        {
            var written = _boomi!.World.Components(_world!.Primary).First(view => view.Revision.BranchId == branch && view.Revision.Name == "Crash root").Revision;
            _boomi.World.UpdateComponent(_world.Primary, written.ComponentId, "<process xmlns=\"\"><shapes foreign=\"true\"/></process>", branch, user);
        });

        AssertUndone(answer, "Crash root");
        Assert.That(answer.ErrorMessage, Does.Contain("was written as version 1, but the branch holds version 2"));
    }

    [Test]
    public async Task Execute_TheBranchDeletedInTheMiddle_IsRefusedAndTheNextRunIsFree()
    {
        var answer = await ExecuteAsync(branch => _boomi!.World.DeleteBranch(_world!.Primary, branch, Somebody));

        Assert.That(answer.Success, Is.False);
        Assert.That(await _engine!.Get<BranchSlots>().ListAsync(CancellationToken.None), Is.Empty);
        Assert.That((await _engine.ExecuteAsync()).ErrorMessage, Is.Empty);
    }

    // What is done by hand happens when the last component was written, just before the branch is verified.
    private async Task<ExecutePromotionResponse> ExecuteAsync(Action<string> byHand)
    {
        _world = await RecoveryWorld.GetAsync();
        _boomi = await _world.StartCopyAsync();
        var done = false;
        _watch = new CrashSwitch(int.MaxValue) { Passing = Interfere };
        _engine = await LabEngine.BuildAsync(_world, _boomi, new InMemoryStateStore(TimeProvider.System), _watch);
        return await _engine.ExecuteAsync();

        void Interfere(string where)
        {
            var branch = _boomi.World.Branches(_world.Primary).FirstOrDefault(candidate => !candidate.IsMain);
            if (!done && branch is not null && _boomi.World.Components(_world.Primary).Any(view => view.Revision.BranchId == branch.Id && view.Revision.Name == "Crash root"))
            {
                done = true;
                byHand(branch.Id);
            }
        }
    }

    private ComponentDocument Stranger(string branch) => new()
    {
        BranchId = branch,
        FolderId = _boomi!.World.EnsureFolder(_world!.Primary, "Promoted").Id,
        Name = "A stranger",
        Type = "process",
        ObjectXml = RecoveryWorld.ProcessXml(),
    };

    private void AssertUndone(ExecutePromotionResponse answer, string words)
    {
        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.PromotionFailed)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain(words));
        Assert.That(_boomi!.World.Branches(_world!.Primary), Has.Count.EqualTo(1), "only main");
    }
}

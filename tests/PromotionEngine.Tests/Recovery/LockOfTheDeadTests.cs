using Contract.Errors;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.State;

namespace PromotionEngine.Tests.Recovery;

/// <summary>The merge is held by a promotion that nothing goes on with: it is taken from it, unless that is deployed again at the same moment.</summary>
[TestFixture]
public sealed class LockOfTheDeadTests
{
    private static readonly PromotionId Holder = new("p-holder");

    [TestCase(false)]
    [TestCase(true)]
    public async Task Deploy_MergeHeldByAPromotionThatRests_TakesItUnlessThatIsDeployedAgainMeanwhile(bool isDeployedAgain)
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        var inner = scene.StartStore();
        var records = new PromotionRecords(inner);
        var store = new UnreliableStore(inner);
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, store, settings: ("Deployments:LockPatience", "00:00:00"));
        var rests = await RestingAsync(scene, records);
        var name = $"merge:{scene.World.Primary}";
        await engine.Get<NamedLocks>().TakeLastingAsync(name, Holder.Value, TimeSpan.Zero, CancellationToken.None);
        var looked = 0;
        store.AfterGet = async key =>
        {
            if (key == PromotionRecords.KeyOf(Holder) && Interlocked.Increment(ref looked) == 1 && isDeployedAgain)
            {
                var runs = rests.Promotion with { Deployment = rests.Promotion.Deployment! with { IsRunning = true } };
                Assert.That((await records.SaveAsync(runs, rests.Version, CancellationToken.None)).IsCommitted, Is.True);
            }
        };

        var answer = await scene.DeployAsync(engine, "key");

        Assert.That(looked, Is.EqualTo(1));
        Assert.That(answer.ErrorCode, Is.EqualTo(isDeployedAgain ? ErrorCodes.MergeTimeout : string.Empty), answer.ErrorMessage);
        Assert.That(await engine.Get<NamedLocks>().HolderAsync(name, CancellationToken.None), Is.EqualTo(isDeployedAgain ? Holder.Value : null));
    }

    private static async Task<StoredPromotion> RestingAsync(DeploymentScene scene, PromotionRecords records)
    {
        var caller = LabEngine.Caller("carol");
        var promotion = (await records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;
        var rests = promotion with
        {
            Id = Holder,
            RootComponentId = "another",
            Deployment = new Deployment(DeploymentMode.Production, Actor.Of(caller), caller.Person, 1, promotion.InitiatedAt) { IsRunning = false },
        };
        var saved = await records.SaveAsync(rests, 0, CancellationToken.None);
        return new StoredPromotion(saved.OrThrow().Version, rests);
    }
}

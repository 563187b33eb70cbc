using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.KeyRing;

/// <summary>The keys that hosts protect cookies with, as the engine keeps them.</summary>
public sealed class KeyRingServiceTests
{
    [Test]
    public async Task Keys_OfSeveralHostsAtOnce_AreAllKept()
    {
        var store = new InMemoryStateStore(TimeProvider.System);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        var keys = new SealedKeys(store);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => keys.AddAsync([(byte)number], CancellationToken.None))));

        Assert.That((await keys.ListAsync(CancellationToken.None)).Select(key => (int)key.Single()), Is.EquivalentTo(Enumerable.Range(0, 8)));
    }

    [Test]
    public async Task Keys_BeyondTheMost_MakeTheOldestGive()
    {
        var store = new InMemoryStateStore(TimeProvider.System);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        var keys = new SealedKeys(store);
        for (var number = 0; number < SealedKeys.Most + 2; number++)
        {
            await keys.AddAsync([(byte)number], CancellationToken.None);
        }

        Assert.That((await keys.ListAsync(CancellationToken.None)).Select(key => (int)key.Single()), Is.EqualTo(Enumerable.Range(2, SealedKeys.Most)));
    }

    [Test]
    public async Task Service_GivesAndTakesKeysOfProgramsOnly()
    {
        await using var engine = await RunningEngine.StartAsync();
        var ring = engine.KeyRing;

        await ring.AddKeyAsync(new AddKeyRequest { Key = ByteString.CopyFromUtf8("sealed") }, RunningEngine.ByService());
        var kept = await ring.ListKeysAsync(new ListKeysRequest(), RunningEngine.ByService());

        Assert.That(kept.Keys.Select(key => key.ToStringUtf8()), Is.EqualTo(new[] { "sealed" }));
        Assert.That(async () => await ring.ListKeysAsync(new ListKeysRequest(), engine.By("carol")), Refused(StatusCode.PermissionDenied));
        Assert.That(async () => await ring.AddKeyAsync(new AddKeyRequest { Key = ByteString.CopyFromUtf8("x") }, engine.By("carol")), Refused(StatusCode.PermissionDenied));
        Assert.That(async () => await ring.AddKeyAsync(new AddKeyRequest(), RunningEngine.ByService()), Refused(StatusCode.InvalidArgument));
        Assert.That(async () => await ring.AddKeyAsync(new AddKeyRequest { Key = ByteString.CopyFrom(new byte[SealedKeys.LongestKey + 1]) }, RunningEngine.ByService()), Refused(StatusCode.InvalidArgument));
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Refused(StatusCode code) =>
        Throws.InstanceOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(code);
}

using System.Security.Cryptography;
using System.Text;
using Contract.Calls;
using FlowServiceHost.FlowConnector.Waiting;
using FlowServiceHost.Tests.FlowConnector.Support;
using FlowServiceHost.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlowServiceHost.Tests.FlowConnector;

/// <summary>What is owed outlives the host, and the engine's absence.</summary>
public sealed class RestartTests
{
    [Test]
    public async Task HostStoppedBetweenWaitAndCallback_TheNextOneFindsTheSameWorkAndDelivers()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        await world.Host.StopAsync();
        await world.StartHostAsync();

        world.Time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => world.Works.Count == 2, "the work was taken up");
        world.End(1);
        await world.FinalAsync(request);
        await world.SettledAsync();

        Assert.That(world.Platform.Callbacks.Select(callback => callback.InvokeType), Is.EqualTo(new[] { "FORWARD" }));
        Assert.That(world.Engine.Calls, Is.EqualTo(1), "The repeat carries the correlation ID of the first call.");
    }

    [Test]
    public async Task HostKilledBetweenWaitAndCallback_TheNextOneDeliversWhenNobodyHoldsIt()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        world.Queue.IsAway = true;
        await world.Host.StopAsync();
        world.Queue.IsAway = false;
        await world.StartHostAsync();

        world.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.That(world.Works, Has.Count.EqualTo(1));
        world.Time.Advance(TimeSpan.FromSeconds(15));
        await Eventually.HoldsAsync(() => world.Works.Count == 2, "the work was taken up");
        world.End(1);

        Assert.That((string)(await world.FinalAsync(request))["invokeType"]!, Is.EqualTo("FORWARD"));
    }

    [Test]
    public async Task HostStoppedWithAnAnswerNotTaken_TheNextOneOffersTheSameWithoutWorkingAgain()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.PlatformAnswers((_, _) => Task.FromResult<IResult?>(Results.StatusCode(503)));
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        world.End();
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 3, "the first attempt was put off");
        await world.Host.StopAsync();
        world.PlatformAnswers(null);
        await world.StartHostAsync();

        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.FinalAsync(request);

        Assert.That(world.Works, Has.Count.EqualTo(1));
        Assert.That(world.Platform.Callbacks[1].Body.ToJsonString(), Is.EqualTo(world.Platform.Callbacks[0].Body.ToJsonString()));
    }

    [Test]
    public async Task EngineAwayWhileAFlowWaits_TheWorkIsTakenUpWhenItIsBack()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, _) = await world.InvokeUntilToldToWaitAsync();

        world.Works[0].SetException(new RpcException(new Status(StatusCode.Unavailable, "away")));
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 2, "the work was put off");
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => world.Works.Count == 2, "the work was taken up");
        world.End(1);

        Assert.That((string)(await world.FinalAsync(request))["invokeType"]!, Is.EqualTo("FORWARD"));
    }

    [Test]
    public async Task QueueAwayWhenAFlowIsToldToWait_ItIsToldAllTheSameAndKeptLater()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.Queue.IsAway = true;
        var (request, answer) = await world.InvokeUntilToldToWaitAsync();
        Assert.That(answer.Text, Does.Contain("\"WAIT\""));
        world.Queue.IsAway = false;
        await world.Time.WaitedForAsync(TimeSpan.FromSeconds(10));
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => world.Queue.Owed == 1, "the answer is kept");

        world.End();
        await world.FinalAsync(request);
        await world.SettledAsync();

        Assert.That(world.Platform.Callbacks[^1].InvokeType, Is.EqualTo("FORWARD"));
    }

    [Test]
    public async Task CallbackAsPublicUser_WhenSet_CarriesAWhoStringAndNeverOurCredentials()
    {
        await using var world = await WaitingWorld.StartAsync(("Flow:CallbackAsPublicUser", "true"));
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        world.End();
        await world.FinalAsync(request);

        Assert.That(world.Platform.Callbacks.Single().Authorization, Does.StartWith($"ManyWhoTenantId%3D{FlowRequests.TenantId}%26").And.Not.Contain("Basic"));
    }

    [Test]
    public async Task WhatIsKept_CannotBeReadInTheStore()
    {
        await using var world = await WaitingWorld.StartAsync();
        await world.InvokeUntilToldToWaitAsync();

        var kept = Encoding.UTF8.GetString(world.Queue.Kept.Single());

        Assert.That(kept, Does.Not.Contain("acmedev").And.Not.Contain("dana@acme.example").And.Not.Contain("executePromotion"));
    }

    [Test]
    public void Seal_OpensWithThePreviousKeyAndForItsOwnIdOnly()
    {
        var (first, second) = (SharedKey.Generate(), SharedKey.Generate());
        var invocation = new PendingInvocation(
            "executePromotion", [1, 2], CallerIdentity.ForService("flow", "c"), "t", "tenant", "https://flow.boomi.com/", DateTimeOffset.UnixEpoch);
        var kept = Seal(first, null).Close("id", invocation);

        Assert.That(Seal(second, first).Open("id", kept)!.Request, Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(Seal(second, null).Open("id", kept), Is.Null);
        Assert.That(Seal(first, null).Open("other", kept), Is.Null);
        Assert.That(Seal(first, null).Open("id", kept.AsSpan(0, 5)), Is.Null);
    }

    [Test]
    public async Task KeyChangedWhileTheHostRuns_WhatItOwesFromThenOn_OpensWithTheNewKeyAlone()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (before, after) = (world.Host.Services.GetRequiredService<IConfiguration>()["Engine:SharedKey"], SharedKey.Generate());
        world.Host.Change(("Engine:SharedKey", after), ("Engine:PreviousSharedKey", before));
        await world.InvokeUntilToldToWaitAsync();
        world.Host.Change(("Engine:PreviousSharedKey", null));

        Assert.That(Seal(after, null).Open(world.Queue.OnlyId, world.Queue.Kept.Single())?.Action, Is.EqualTo("executePromotion"));
    }

    [Test]
    public void Seal_OfAnEarlierVersion_OpensStill()
    {
        // Sealed with HKDF over the text of the setting.
        const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

        Assert.That(
            SharedKey.Parse(Key).Derive("flow invocations"u8, 32),
            Is.EqualTo(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Key), 32, info: "flow invocations"u8.ToArray())));
    }

    [TestCase("Flow:SyncTimeout", "00:00:56")]
    [TestCase("Flow:ProgressInterval", "00:00:09")]
    [TestCase("Flow:PollInterval", "00:02:00")]
    [TestCase("Flow:CallbackTimeout", "00:01:00")]
    [TestCase("Flow:GiveUpAfter", "3.00:00:00")]
    public void Settings_ThatCannotWork_AreNamedAtStart(string name, string value) =>
        Assert.That(async () => await HostUnderTest.StartAsync([KeyValuePair.Create(name, (string?)value)]), Throws.Exception.With.Message.Contains(name));

    private static InvocationSeal Seal(string current, string? previous) => new(SharedKeys.Follow(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("Engine:SharedKey", (string?)current), KeyValuePair.Create("Engine:PreviousSharedKey", previous)])
        .Build()));
}

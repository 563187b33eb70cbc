using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Hosting;
using PromotionEngine.Maintenance;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Notifications;
using PromotionEngine.Tests.Recovery;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>The loops that send what waits go on whatever happens to one round: a loop that ended would take its engine with it.</summary>
public sealed class PumpTests : LabSuite
{
    [Test]
    public async Task OutboxPump_WithAnEntryThatNobodyCanRead_GoesOn()
    {
        var outbox = Engine.Get<Outbox>();
        var commit = new Commit();
        outbox.Enqueue(commit, new OutboxMessage(PromotionLogOutbox.Kind, "PromotionLog|poison", "null"), DateTimeOffset.UtcNow.AddMinutes(-1));
        Engine.Get<PromotionLogOutbox>().Enqueue(commit, StateSuite.SomePromotion("99999999-0000-4000-8000-000000000001", Engine.World.DevAccount));
        (await Engine.Get<IStateStore>().CommitAsync(commit, CancellationToken.None)).OrThrow();
        using var pump = ActivatorUtilities.CreateInstance<OutboxPump>(Engine.Services);

        await pump.StartAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await outbox.CountPendingAsync(patience.Token) > 1 && !pump.ExecuteTask!.IsCompleted)
        {
            await Task.Delay(10, patience.Token);
        }

        Assert.That((await outbox.CountPendingAsync(CancellationToken.None), pump.ExecuteTask!.IsCompleted), Is.EqualTo((1L, false)));
        await pump.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task MailPump_WhenATransportFailsInAWayOfItsOwn_SendsTheMailLater()
    {
        var clock = new ManualClock();
        var options = SomeOptions.Mail();
        var store = new InMemoryStateStore(clock);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        var mails = new PromotionMails(store, options, clock);
        var commit = new Commit();
        mails.Enqueue(commit, MailEvent.TestDeployed, StateSuite.SomePromotion("p1", status: PromotionStatus.TestDeployed));
        (await store.CommitAsync(commit, CancellationToken.None)).OrThrow();
        var transport = new OddTransport();
        var publisher = new MailPublisher(mails, new MailComposer(new MailWriter(options), options), transport, options, store, NullLogger<MailPublisher>.Instance);
        using var pump = new MailPump(publisher, options, new EngineOptions(), clock, NullLogger<MailPump>.Instance);

        await pump.StartAsync(CancellationToken.None);
        await transport.Failed.WaitAsync(TimeSpan.FromSeconds(30));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!transport.Taken.IsCompleted && !pump.ExecuteTask!.IsCompleted)
        {
            clock.Advance(options.Timeout + options.HoldBeyondTimeout);
            await Task.Delay(10, patience.Token);
        }

        Assert.That((transport.Taken.IsCompleted, pump.ExecuteTask!.IsCompleted), Is.EqualTo((true, false)));
        await pump.StopAsync(CancellationToken.None);
    }

    /// <summary>Fails once with what no transport is expected to throw.</summary>
    private sealed class OddTransport : IMailTransport
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Failed => _failed.Task;

        public Task Taken => _taken.Task;

        public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            if (_failed.TrySetResult())
            {
                throw new InvalidOperationException("The framework's client is in the middle of another call.");
            }

            _taken.TrySetResult();
            return Task.CompletedTask;
        }
    }
}

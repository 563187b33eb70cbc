using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Notifications;

/// <summary>Mails leave the outbox at least once, and nothing that a mail server does keeps one from another for long.</summary>
public sealed class MailPublisherTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(At);
    private readonly MailOptions _options = SomeOptions.Mail();
    private readonly ScriptedTransport _server = new();
    private readonly ListLogger _log = new();
    private InMemoryStateStore _store = null!;
    private PromotionMails _mails = null!;
    private MailPublisher _publisher = null!;

    [SetUp]
    public async Task OpenStore()
    {
        _store = new InMemoryStateStore(_clock);
        await new EpochMarker(_store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        _mails = new PromotionMails(_store, _options, _clock);
        _publisher = NewPublisher();
    }

    [Test]
    public async Task Publish_MailsThatAreDue_SendsEachOnceAndForgetsThem()
    {
        await EnqueueAsync(MailEvent.Submitted);

        var round = await PublishAsync();
        var again = await PublishAsync();

        Assert.That((round, again), Is.EqualTo((new MailRound(2, 0, 0), default(MailRound))));
        Assert.That(_server.Taken.Select(mail => mail.To), Is.EquivalentTo(["developers@abc.example", "admins@abc.example"]));
        Assert.That(_server.Taken.Select(mail => mail.MessageId), Is.Unique);
        Assert.That(_server.Taken.Select(mail => mail.ThreadId).Distinct(), Is.EqualTo(["promotion.p1@abc.example"]));
        Assert.That(await _mails.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task Publish_WithoutAHost_WritesNothingAtAll()
    {
        _options.Host = string.Empty;
        await EnqueueAsync(MailEvent.Submitted);

        Assert.That(await _mails.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(await PublishAsync(), Is.EqualTo(default(MailRound)));
    }

    [Test]
    public async Task Publish_AMailThatWasTakenAndNotConfirmed_IsSentAgainUnderTheSameId()
    {
        await EnqueueAsync(MailEvent.TestDeployed);
        _server.Next = _ => new MailNotSentException(isServerDown: true, "The connection was cut.");

        await PublishAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        await PublishAsync();

        Assert.That(_server.Tried, Has.Count.EqualTo(2));
        Assert.That(_server.Tried.Select(mail => mail.MessageId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(_server.Tried.Select(mail => mail.Text).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Publish_AnEngineThatDiedWhileSending_LeavesTheMailToAnother()
    {
        await EnqueueAsync(MailEvent.TestDeployed);
        var due = (await _mails.Outbox.DueAsync(At, 10, CancellationToken.None)).Single();
        await _mails.Outbox.TakeAsync(due, At, _options.Timeout + TimeSpan.FromMinutes(1), CancellationToken.None);

        var held = await PublishAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var free = await PublishAsync();

        Assert.That((held.Sent, free.Sent), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Publish_SeveralEnginesAtOnce_SendEachMailOnce()
    {
        for (var number = 0; number < 30; number++)
        {
            await EnqueueAsync(MailEvent.Submitted, $"p{number}");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewPublisher().PublishAsync(1_000, CancellationToken.None)));

        Assert.That(_server.Taken, Has.Count.EqualTo(60));
        Assert.That(_server.Taken.Select(mail => mail.MessageId), Is.Unique);
    }

    [Test]
    public async Task Publish_AServerThatIsDownForADay_DelaysMailsAndFillsNoLog()
    {
        for (var number = 0; number < 20; number++)
        {
            await EnqueueAsync(MailEvent.TestDeployed, $"p{number}");
        }

        _server.Always = _ => new MailNotSentException(isServerDown: true, "Nobody answers.");
        for (var seconds = 0; seconds < 24 * 60 * 60; seconds += 10)
        {
            await PublishAsync();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        var tries = _server.Tried.Count;
        var lines = _log.Lines.Count;
        _server.Always = null;
        var rounds = 0;
        for (; _server.Taken.Count < 20 && rounds < 1_000; rounds++)
        {
            await PublishAsync();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.That(tries, Is.InRange(280, 300), "once in five minutes, sooner at first");
        Assert.That(lines, Is.LessThanOrEqualTo(10));
        Assert.That(_server.Taken, Has.Count.EqualTo(20), "none was set aside");
        Assert.That(rounds, Is.LessThan(10 * 60 / 10), "all are there in ten minutes");
        Assert.That(_log.Lines[^1], Does.Contain("answers again"));
    }

    [Test]
    public async Task Publish_AMailThatIsRefusedAgainAndAgain_IsSetAsideAndKeepsNoOtherBack()
    {
        _options.Tries = 3;
        await EnqueueAsync(MailEvent.Submitted);
        await EnqueueAsync(MailEvent.TestDeployed);
        _server.Always = mail => mail.To == "admins@abc.example" ? new MailNotSentException(isServerDown: false, "550: Nobody of that name") : null;

        var first = await PublishAsync();
        for (var round = 0; round < 60; round++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await PublishAsync();
        }

        Assert.That(first, Is.EqualTo(new MailRound(2, 0, 1)));
        Assert.That(_server.Tried.Count(mail => mail.To == "admins@abc.example"), Is.EqualTo(3));
        var aside = (await _mails.Outbox.ListQuarantinedAsync(10, CancellationToken.None)).Single();
        Assert.That((aside.Attempts, aside.LastError), Is.EqualTo((3, "550: Nobody of that name")));
        Assert.That(await _mails.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_log.Lines.Single(), Does.Contain("set aside").And.Contain("550"));
    }

    [Test]
    public async Task Publish_AMailAtWhichAWorkingServerBreaksOff_IsSetAsideToo()
    {
        _options.Tries = 4;
        await EnqueueAsync(MailEvent.TestDeployed, "poison");
        _server.Always = mail => mail.ThreadId.Contains("poison", StringComparison.Ordinal) ? new MailNotSentException(isServerDown: true, "The connection was cut.") : null;

        for (var round = 0; round < 200; round++)
        {
            await EnqueueAsync(MailEvent.TestDeployed, $"p{round}");
            await PublishAsync();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(_server.Taken, Has.Count.GreaterThanOrEqualTo(199));
        Assert.That((await _mails.Outbox.ListQuarantinedAsync(10, CancellationToken.None)).Single().Attempts, Is.EqualTo(4));
    }

    [Test]
    public async Task Publish_AnEntryOfAnotherVersion_IsSetAsideAtOnce()
    {
        var commit = new Commit();
        _mails.Outbox.Enqueue(commit, new OutboxMessage(PromotionMails.Kind, "mail|p1|Future", """{"event":"SomethingNew"}"""), At);
        (await _store.CommitAsync(commit, CancellationToken.None)).OrThrow();
        await EnqueueAsync(MailEvent.TestDeployed);

        var round = await PublishAsync();

        Assert.That(round, Is.EqualTo(new MailRound(1, 1, 0)));
        Assert.That((await _mails.Outbox.ListQuarantinedAsync(10, CancellationToken.None)).Single().LastError, Does.Contain("cannot be written"));
    }

    [Test]
    public async Task Publish_ALimit_IsKept()
    {
        for (var number = 0; number < 5; number++)
        {
            await EnqueueAsync(MailEvent.TestDeployed, $"p{number}");
        }

        Assert.That((await _publisher.PublishAsync(3, CancellationToken.None)).Sent, Is.EqualTo(3));
        Assert.That(await _mails.Outbox.CountPendingAsync(CancellationToken.None), Is.EqualTo(2));
    }

    private MailPublisher NewPublisher() => new(_mails, new MailComposer(new MailWriter(_options), _options), _server, _options, _store, _log);

    private Task<MailRound> PublishAsync() => _publisher.PublishAsync(1_000, CancellationToken.None);

    private async Task EnqueueAsync(MailEvent happened, string id = "p1")
    {
        var commit = new Commit();
        _mails.Enqueue(commit, happened, StateSuite.SomePromotion(id, status: PromotionStatus.Completed));
        if (!commit.IsEmpty)
        {
            (await _store.CommitAsync(commit, CancellationToken.None)).OrThrow();
        }
    }

    private sealed class ScriptedTransport : IMailTransport
    {
        private readonly Lock _gate = new();

        public List<OutgoingMail> Tried { get; } = [];

        public List<OutgoingMail> Taken { get; } = [];

        public Func<OutgoingMail, MailNotSentException?>? Always { get; set; }

        /// <summary>What becomes of the next mail only.</summary>
        public Func<OutgoingMail, MailNotSentException?>? Next { get; set; }

        public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            await Task.Yield();
            lock (_gate)
            {
                Tried.Add(mail);
                var problem = (Next ?? Always)?.Invoke(mail);
                Next = null;
                if (problem is not null)
                {
                    throw problem;
                }

                Taken.Add(mail);
            }
        }
    }

    private sealed class ListLogger : ILogger<MailPublisher>
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));
    }
}

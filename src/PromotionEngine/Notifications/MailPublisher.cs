using PromotionEngine.State;

namespace PromotionEngine.Notifications;

/// <summary>
/// Sends the mails that are due, each at least once: one whose taking was not confirmed is sent again under the same Message-ID. A server that is away is left alone
/// for a while; a mail that it goes on refusing is set aside. Several engines may do so at once: a mail is taken by one.
/// </summary>
public sealed partial class MailPublisher(PromotionMails mails, MailComposer composer, IMailTransport transport, MailOptions options, IStateStore store, ILogger<MailPublisher> logger)
{
    private const int BatchSize = 20;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    private readonly MailHealth _health = new(options.PauseAfterFailure);

    /// <summary>Sends what is due, up to <paramref name="limit"/> mails, and stops at the first sign that the server takes none.</summary>
    public async Task<MailRound> PublishAsync(int limit, CancellationToken cancellationToken)
    {
        var round = default(MailRound);
        while (options.IsOn && round.Examined < limit)
        {
            var now = await store.NowAsync(cancellationToken);
            if (!_health.MayTry(now))
            {
                break;
            }

            var taken = 0;
            foreach (var entry in await mails.Outbox.DueAsync(now, Math.Min(BatchSize, limit - round.Examined), cancellationToken))
            {
                if (await mails.Outbox.TakeAsync(entry, await store.NowAsync(cancellationToken), options.Timeout + options.HoldBeyondTimeout, cancellationToken) is not { } held)
                {
                    continue;
                }

                taken++;
                var (outcome, serverWorks) = await SendAsync(held, cancellationToken);
                round = new MailRound(round.Sent + outcome.Sent, round.Parked + outcome.Parked, round.Failed + outcome.Failed);
                if (!serverWorks)
                {
                    return round;
                }
            }

            if (taken == 0)
            {
                break;
            }
        }

        return round;
    }

    private async Task<(MailRound Outcome, bool ServerWorks)> SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        OutgoingMail mail;
        try
        {
            mail = composer.Compose(entry);
        }
        catch (Exception exception) when (exception is StateLayoutException or ArgumentException or FormatException)
        {
            return (await ParkAsync(entry, $"It cannot be written: {exception.Message}", cancellationToken), ServerWorks: true);
        }

        try
        {
            await transport.SendAsync(mail, cancellationToken);
        }
        catch (MailNotSentException exception) when (exception.IsServerDown)
        {
            return (await ServerDownAsync(entry, exception, cancellationToken), ServerWorks: false);
        }
        catch (MailNotSentException exception)
        {
            Recovered();
            return (await RefusedAsync(entry, exception.Message, cancellationToken), ServerWorks: true);
        }

        Recovered();
        await mails.Outbox.DoneAsync(entry, await store.NowAsync(cancellationToken), cancellationToken);
        return (new MailRound(1, 0, 0), ServerWorks: true);
    }

    private async Task<MailRound> ServerDownAsync(OutboxEntry entry, MailNotSentException exception, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var failures = _health.Failed(now);
        if (MailHealth.IsWorthALine(failures))
        {
            LogServerDown(exception, failures);
        }

        // A server that is down says nothing about the mail. One that works for others and breaks off at this mail does: then the try counts.
        var counted = failures == 1 ? entry : entry with { Attempts = entry.Attempts - 1 };
        return counted.Attempts >= options.Tries
            ? await ParkAsync(counted, exception.Message, cancellationToken)
            : await LaterAsync(counted, exception.Message, cancellationToken);
    }

    private async Task<MailRound> RefusedAsync(OutboxEntry entry, string reason, CancellationToken cancellationToken) => entry.Attempts >= options.Tries
        ? await ParkAsync(entry, reason, cancellationToken)
        : await LaterAsync(entry, reason, cancellationToken);

    private async Task<MailRound> LaterAsync(OutboxEntry entry, string reason, CancellationToken cancellationToken)
    {
        var wait = MailHealth.BackOff(entry.Attempts, options.RetryAfter, LongestBackOff);
        await mails.Outbox.FailedAsync(entry, reason, await store.NowAsync(cancellationToken), wait, cancellationToken);
        return new MailRound(0, 0, 1);
    }

    private async Task<MailRound> ParkAsync(OutboxEntry entry, string reason, CancellationToken cancellationToken)
    {
        LogParked(entry.Message.RecordKey, entry.Attempts, reason);
        await mails.Outbox.QuarantinedAsync(entry, reason, await store.NowAsync(cancellationToken), cancellationToken);
        return new MailRound(0, 1, 0);
    }

    private void Recovered()
    {
        if (_health.Worked() is > 0 and var failures)
        {
            LogServerBack(failures);
        }
    }

    [LoggerMessage(EventId = 1220, Level = LogLevel.Warning, Message = "The mail server took no mail, for the {Failures}th time in a row; mails wait")]
    private partial void LogServerDown(Exception exception, int failures);

    [LoggerMessage(EventId = 1221, Level = LogLevel.Information, Message = "The mail server answers again, after {Failures} failures")]
    private partial void LogServerBack(int failures);

    [LoggerMessage(EventId = 1222, Level = LogLevel.Error, Message = "{Mail} is set aside after {Attempts} tries: {Reason}")]
    private partial void LogParked(string mail, int attempts, string reason);
}

using System.Data.Common;
using System.Globalization;
using Npgsql;
using Quartz;

namespace Schedulers;

/// <summary>Sees at start that the database can be used, and says in a sentence why not: what the drivers say of it fills pages.</summary>
/// <param name="schedulers">Where the scheduler is; making it makes the tables.</param>
/// <param name="options">Which database, and how long one that is away is waited for.</param>
/// <param name="time">Clock of that.</param>
/// <param name="logger">Where the wait is told.</param>
internal sealed partial class SharedDatabase(ISchedulerFactory schedulers, SchedulerOptions options, TimeProvider time, ILogger<SharedDatabase> logger) : IHostedService
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The database cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Postgres.Length > 0 && await ProblemAsync(cancellationToken) is { } problem)
        {
            throw new InvalidOperationException($"{Name} {problem}");
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken);
            await schedulers.GetScheduler(cancellationToken);
            return null;
        }
        catch (SchedulerException exception)
        {
            var first = exception.Message.Split([". ", "\n"], StringSplitOptions.None)[0];
            return $"cannot be used: {first} ({Said(exception.GetBaseException())}). Give the schedulers a database of their own, in which their user may create tables. "
                + "Tables that an older version of the schedulers made may be dropped: nothing in them needs to be kept.";
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            return $"cannot be opened: {Said(exception)}. The schedulers end; start them again when it can.";
        }
    }

    // What is away for a moment, such as a database that is started together with us, is waited for; what refuses us is not.
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var connecting = new NpgsqlConnectionStringBuilder(options.Postgres) { Pooling = false }.ConnectionString;
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connecting);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && time.GetElapsedTime(since) < options.PostgresPatience)
            {
                LogAway(logger, Name, Said(exception));
            }

            await Task.Delay(BetweenAttempts, time, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "{Database} cannot be opened yet: {Reason}")]
    private static partial void LogAway(ILogger logger, string database, string reason);

    private static string Said(Exception exception) => exception is PostgresException postgres ? postgres.MessageText : exception.Message;

    // Without the password.
    private string Name
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(options.Postgres);
            return string.Create(CultureInfo.InvariantCulture, $"{SchedulerOptions.Section}:Postgres: database {parts.Database} on {parts.Host}:{parts.Port} as user {parts.Username}");
        }
    }
}

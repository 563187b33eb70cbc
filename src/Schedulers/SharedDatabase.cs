using System.Data.Common;
using System.Globalization;
using Npgsql;
using Quartz;

namespace Schedulers;

/// <summary>Sees at start that the database can be used, and says in a sentence why not: what the drivers say of it fills pages.</summary>
/// <param name="schedulers">Where the scheduler is; making it makes the tables.</param>
/// <param name="options">Which database.</param>
internal sealed class SharedDatabase(ISchedulerFactory schedulers, SchedulerOptions options) : IHostedService
{
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
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Postgres) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
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

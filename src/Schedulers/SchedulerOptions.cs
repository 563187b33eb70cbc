namespace Schedulers;

/// <summary>Settings under <c>Schedulers</c>.</summary>
public sealed class SchedulerOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Schedulers";

    private static readonly TimeSpan ShortestCheckIn = TimeSpan.FromMilliseconds(100);

    /// <summary>Address of the engine.</summary>
    public string EngineAddress { get; set; } = "http://127.0.0.1:5051";

    /// <summary>
    /// Connection string of the PostgreSQL database that all schedulers share; its tables are made when they are missing. Empty: the schedule is kept in
    /// memory, and the engine's lease on each job keeps two schedulers apart.
    /// </summary>
    public string Postgres { get; set; } = string.Empty;

    /// <summary>How often a scheduler of a cluster says that it lives.</summary>
    public TimeSpan CheckIn { get; set; } = TimeSpan.FromSeconds(7.5);

    /// <summary>How long a scheduler that starts waits for a database that is away.</summary>
    public TimeSpan PostgresPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a caller from another machine shows as bearer token to see the list of jobs. Empty: it is shown to this machine only.</summary>
    public string JobsToken { get; set; } = string.Empty;

    /// <summary>When jobs run, by the names of <see cref="JobTable"/>: <c>never</c>, a period, or a cron expression.</summary>
    public Dictionary<string, string> Jobs { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When <paramref name="job"/> runs. Settings with problems must have been refused before.</summary>
    public JobSchedule ScheduleOf(JobEntry job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Jobs.TryGetValue(job.Name, out var text) && JobSchedule.Read(text, DateTimeOffset.UnixEpoch, out var schedule) is null ? schedule! : job.Default;
    }

    /// <summary>Every problem of the settings, for one message at the start, which is <paramref name="now"/>.</summary>
    public IReadOnlyList<string> Problems(DateTimeOffset now)
    {
        var problems = new List<string>();
        if (!Uri.TryCreate(EngineAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            problems.Add($"{Section}:EngineAddress must be an absolute http or https address; it is \"{EngineAddress}\".");
        }

        if (CheckIn < ShortestCheckIn)
        {
            problems.Add($"{Section}:CheckIn must be at least {ShortestCheckIn}; it is {CheckIn}.");
        }

        if (PostgresPatience < TimeSpan.Zero)
        {
            problems.Add($"{Section}:PostgresPatience must not be negative; it is {PostgresPatience}.");
        }

        if (Postgres.Length > 0 && PostgresProblem(Postgres) is { } postgres)
        {
            problems.Add($"{Section}:Postgres is no connection string of PostgreSQL: {postgres}");
        }

        foreach (var (name, text) in Jobs)
        {
            if (!JobTable.Rows.Any(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add($"{Section}:Jobs:{name} is no job; the jobs are {string.Join(", ", JobTable.Rows.Select(row => row.Name))}.");
            }
            else if (JobSchedule.Read(text, now, out _) is { } problem)
            {
                problems.Add($"{Section}:Jobs:{name}: {problem}.");
            }
        }

        return problems;
    }

    // The text holds a password: the problem is told without it.
    private static string? PostgresProblem(string text)
    {
        try
        {
            var read = new Npgsql.NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(read.Host) ? "it names no Host." : null;
        }
        catch (ArgumentException)
        {
            return "it cannot be read; write Host=…;Database=…;Username=…;Password=….";
        }
    }
}

using System.Globalization;
using Quartz;

namespace Schedulers;

/// <summary>When a job runs: every so often, by a cron expression, or never.</summary>
public sealed record JobSchedule
{
    /// <summary>What stands for a job that never runs by itself.</summary>
    internal const string NeverWord = "never";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private JobSchedule(string text, TimeSpan? every, CronExpression? cron)
    {
        Text = text;
        Every = every;
        Cron = cron;
    }

    /// <summary>The schedule as the settings write it.</summary>
    public string Text { get; }

    /// <summary>The period; null when the schedule is no period.</summary>
    public TimeSpan? Every { get; }

    /// <summary>The expression; null when the schedule is none.</summary>
    public CronExpression? Cron { get; }

    /// <summary>Whether the job never runs by itself.</summary>
    public bool IsNever => Every is null && Cron is null;

    /// <summary>A period of whole or broken seconds.</summary>
    public static JobSchedule Period(TimeSpan every) => new(every.ToString("c", CultureInfo.InvariantCulture), every, null);

    /// <summary>
    /// Reads <c>never</c>, a period (<c>00:15:00</c>, from a second to seven days) or a Quartz cron expression (<c>0 0/15 * * * ?</c>, in UTC).
    /// </summary>
    /// <param name="text">What the settings say.</param>
    /// <param name="now">A schedule that has no time after this is a problem.</param>
    /// <param name="schedule">The schedule, when there is no problem.</param>
    /// <returns>What is wrong with the text; null when nothing is.</returns>
    public static string? Read(string text, DateTimeOffset now, out JobSchedule? schedule)
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = null;
        var trimmed = text.Trim();
        if (string.Equals(trimmed, NeverWord, StringComparison.OrdinalIgnoreCase))
        {
            schedule = new JobSchedule(NeverWord, null, null);
            return null;
        }

        // A number alone would be read as days, and is written by people who mean seconds or minutes.
        if (trimmed.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out var every))
        {
            if (every < Shortest || every > Longest)
            {
                return $"\"{trimmed}\" is not between a second and seven days; write \"{NeverWord}\" to switch the job off";
            }

            schedule = Period(every);
            return null;
        }

        if (!CronExpression.TryParse(trimmed, out var cron))
        {
            return $"\"{trimmed}\" is neither \"{NeverWord}\", nor a period such as 00:15:00, nor a cron expression such as 0 0/15 * * * ?";
        }

        var inUtc = cron.WithTimeZone(TimeZoneInfo.Utc);
        if (inUtc.GetNextValidTimeAfter(now) is null)
        {
            return $"\"{trimmed}\" never comes from now on; write \"{NeverWord}\" to switch the job off";
        }

        schedule = new JobSchedule(trimmed, null, inUtc);
        return null;
    }
}

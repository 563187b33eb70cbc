namespace Schedulers;

/// <summary>A job as the list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What it does.</param>
/// <param name="Schedule">When it runs: <c>never</c>, a period, or a cron expression in UTC. Of nodes that share a database, what the last one that started brought.</param>
/// <param name="NextRun">When it runs next; null when it is switched off.</param>
/// <param name="LastRun">What its last run did, on whatever node; null before the first one that is known.</param>
/// <param name="ConsecutiveFailures">How many runs in a row have failed.</param>
public sealed record JobRow(string Name, string What, string Schedule, DateTimeOffset? NextRun, JobRun? LastRun, int ConsecutiveFailures);

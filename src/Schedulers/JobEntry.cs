using Schedulers.Jobs;

namespace Schedulers;

/// <summary>A row of the table of jobs.</summary>
/// <param name="Name">What settings, logs and the list of jobs call it.</param>
/// <param name="What">What it does, in a line for people.</param>
/// <param name="Default">When it runs unless the settings say otherwise.</param>
/// <param name="JobType">The class that does it, a <see cref="MaintenanceJob"/>.</param>
public sealed record JobEntry(string Name, string What, JobSchedule Default, Type JobType);

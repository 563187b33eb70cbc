using Contract.Calls;
using Contract.Settings;
using Contract.Telemetry;
using Grpc.Net.Client;
using Npgsql;
using PromotionService.V1;
using Quartz;

namespace Schedulers;

/// <summary>Puts the schedulers together.</summary>
public static class SchedulersApp
{
    /// <summary>Name of the scheduler; all nodes of a cluster share it.</summary>
    internal const string SchedulerName = "promotion";

    /// <summary>The schedulers, ready to be run.</summary>
    /// <param name="args">Command line settings.</param>
    /// <param name="configure">Changes settings and services before they are used.</param>
    /// <exception cref="InvalidOperationException">The settings cannot work; the message names every problem.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        configure?.Invoke(builder);
        builder.Configuration.AddSecretFiles();
        var options = builder.Configuration.GetSection(SchedulerOptions.Section).Get<SchedulerOptions>() ?? new SchedulerOptions();
        List<string> problems =
        [
            .. options.Problems(TimeProvider.System.GetUtcNow()),
            .. new[] { SharedKeys.Problem(builder.Configuration), EngineConnection.Problem(builder.Configuration) }.OfType<string>(),
        ];
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The schedulers' settings cannot work:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", problems)}");
        }

        var keys = SharedKeys.Follow(builder.Configuration);
        builder.Services.AddTelemetryExport(builder.Configuration, "promotion-schedulers");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(provider => ChannelTo(options.EngineAddress, builder.Configuration, keys, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(provider => new Maintenance.MaintenanceClient(provider.GetRequiredService<GrpcChannel>()));
        builder.Services.AddSingleton<EngineCaller>();
        builder.Services.AddSingleton<JobList>();
        builder.Services.AddHostedService<SharedDatabase>();
        builder.Services.AddQuartz(quartz => Schedule(quartz, options));
        builder.Services.AddQuartzExecutionHistory();
        builder.Services.AddHostedService<SwitchedOffJobs>();
        builder.Services.AddHostedService<StoppedJobs>();
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Ok());
        app.MapGet("/jobs", JobsPage.AnswerAsync);
        return app;
    }

    private static void Schedule(IQuartzBuilder quartz, SchedulerOptions options)
    {
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = SchedulerName);
        if (options.Postgres.Length > 0)
        {
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, options.Postgres);
                store.ProvisionSchema();
                store.UseExecutionHistory();
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = options.CheckIn;
                    cluster.CheckinMisfireThreshold = options.CheckIn;
                });
            });
        }

        foreach (var job in JobTable.Rows)
        {
            var schedule = options.ScheduleOf(job);
            if (schedule.IsNever)
            {
                continue;
            }

            var key = new JobKey(job.Name);
            quartz.AddJob(job.JobType, configured => configured.WithIdentity(key));
            quartz.AddTrigger(trigger =>
            {
                trigger.ForJob(key).WithIdentity(job.Name);
                if (schedule.Cron is { } cron)
                {
                    trigger.WithCronSchedule(cron);
                }
                else
                {
                    trigger.StartNow().WithSimpleSchedule(simple => simple.WithInterval(schedule.Every!.Value).RepeatForever());
                }
            });
        }
    }

    private static GrpcChannel ChannelTo(string address, IConfiguration configuration, Func<SharedKeys> keys, TimeProvider time) => GrpcChannel.ForAddress(
        address,
        new GrpcChannelOptions { HttpHandler = new SigningHandler(() => keys().Current, time, EngineConnection.From(configuration)) });
}

using Contract.Calls;
using Grpc.Net.Client;
using PromotionService.V1;
using Quartz;
using Schedulers.Jobs;

namespace Schedulers;

/// <summary>Puts the schedulers together.</summary>
public static class SchedulersApp
{
    /// <summary>The schedulers, ready to be run.</summary>
    /// <param name="args">Command line settings.</param>
    /// <param name="configure">Changes settings and services before they are used.</param>
    /// <exception cref="InvalidOperationException">The settings cannot work; the message names every problem.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        configure?.Invoke(builder);
        var options = builder.Configuration.GetSection(SchedulerOptions.Section).Get<SchedulerOptions>() ?? new SchedulerOptions();
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException($"The schedulers' settings cannot work:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", problems)}");
        }

        var keys = SharedKeys.From(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(provider => ChannelTo(options.EngineAddress, keys, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(provider => new Maintenance.MaintenanceClient(provider.GetRequiredService<GrpcChannel>()));
        builder.Services.AddSingleton<EngineCaller>();
        builder.Services.AddQuartz(quartz =>
        {
            Schedule<PublishOutboxJob>(quartz, options.PublishOutbox);
            Schedule<RecoverRunsJob>(quartz, options.RecoverRuns);
            Schedule<ReconcileSlotsJob>(quartz, options.ReconcileSlots);
            Schedule<SweepOrphanBranchesJob>(quartz, options.SweepOrphanBranches);
        });
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Ok());
        return app;
    }

    private static void Schedule<TJob>(IQuartzBuilder quartz, TimeSpan period)
        where TJob : class, IJob
    {
        if (period > TimeSpan.Zero)
        {
            quartz.ScheduleJob<TJob>(trigger => trigger.StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(period).RepeatForever()));
        }
    }

    private static GrpcChannel ChannelTo(string address, SharedKeys keys, TimeProvider time) => GrpcChannel.ForAddress(
        address,
        new GrpcChannelOptions { HttpHandler = new SigningHandler(keys.Current, time, new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) });
}

using System.Net;
using Contract.Calls;
using Contract.Settings;
using Contract.Telemetry;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.DeferredAnswers;
using PromotionEngine.Dependencies;
using PromotionEngine.Deployments;
using PromotionEngine.Diffs;
using PromotionEngine.Extensions;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.KeyRing;
using PromotionEngine.Maintenance;
using PromotionEngine.Mappings;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.Reviews;
using PromotionEngine.Scripts;
using PromotionEngine.Sessions;
using PromotionEngine.State;

namespace PromotionEngine.Hosting;

/// <summary>Puts the engine together: settings, store, clients, rules, and the gRPC services on one port.</summary>
public static class EngineApp
{
    // Only our own programs call, a few connections each.
    private const int MostConnections = 1_000;

    // What gRPC puts before a message.
    private const int FramePrefixBytes = 5;

    private static readonly TimeSpan SlowestHeaders = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(2);

    /// <summary>The engine, ready to be run. A store that can be taken into use is initialised.</summary>
    /// <param name="args">Command line settings, for example <c>--Engine:Port=0</c>.</param>
    /// <param name="configure">Changes services before they are built: what tests and the sandbox put in place of parts.</param>
    /// <exception cref="InvalidOperationException">The settings cannot work.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        configure?.Invoke(builder);
        builder.Configuration.AddSecretFiles();
        var settings = EngineSettings.From(builder.Configuration);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings.Engine));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        await builder.Services.AddStateAsync(settings.State);
        builder.Services.AddSignedCalls(SharedKeys.Follow(builder.Configuration))
            .Configure<SignedCallsOptions>(signed => signed.MaxBodyBytes = settings.Engine.MaxMessageBytes + FramePrefixBytes);
        builder.Services.AddSingleton<SecretRotation>();
        builder.Services.AddBoomi(settings).AddRules(settings).AddScripts(settings).AddExtensions(settings);
        builder.Services.AddTelemetryExport(builder.Configuration, "promotion-engine");
        builder.Services.AddSingleton<HealthServiceImpl>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = settings.Engine.MaxMessageBytes;
            grpc.MaxSendMessageSize = settings.Engine.MaxMessageBytes;
            grpc.Interceptors.Add<EnvelopeInterceptor>();
            grpc.Interceptors.Add<MaintenanceInterceptor>();
            grpc.Interceptors.Add<PrimaryAccountInterceptor>();
            grpc.Interceptors.Add<RequestTextInterceptor>();
            grpc.Interceptors.Add<IdempotencyInterceptor>();
        });
        var app = builder.Build();
        _ = app.Services.GetRequiredService<SecretRotation>();
        app.UseSignedCalls();
        MapServices(app);
        await InitialiseAsync(app, settings.State);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, EngineOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxMessageBytes + 1024;
        kestrel.Limits.RequestHeadersTimeout = SlowestHeaders;
        kestrel.Limits.KeepAliveTimeout = LongestIdle;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinBodyBytesPerSecond, options.BodyGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(options.MinBodyBytesPerSecond, options.BodyGrace);
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (options.LoadCertificate() is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        });
    }

    private static void MapServices(WebApplication app)
    {
        app.MapGrpcService<HealthServiceImpl>();
        app.MapGrpcService<AccountsService>();
        app.MapGrpcService<PackagesService>();
        app.MapGrpcService<DependenciesService>();
        app.MapGrpcService<PromotionsService>();
        app.MapGrpcService<MappingsService>();
        app.MapGrpcService<DiffsService>();
        app.MapGrpcService<ReviewsService>();
        app.MapGrpcService<DeploymentsService>();
        app.MapGrpcService<MaintenanceService>();
        app.MapGrpcService<AuditService>();
        app.MapGrpcService<SessionsService>();
        app.MapGrpcService<DeferredAnswersService>();
        app.MapGrpcService<KeyRingService>();
        app.MapGrpcService<ScriptsService>();
        app.MapGrpcService<ExtensionsService>();
    }

    private static async Task InitialiseAsync(WebApplication app, StateOptions options)
    {
        app.Services.GetRequiredService<HealthServiceImpl>().SetStatus(string.Empty, Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving);
        await app.Services.GetRequiredService<StoreInspection>().InspectAsync(options, CancellationToken.None);
    }
}

using Contract.Actions;
using Contract.Calls;
using Contract.Errors;
using Contract.Settings;
using Contract.Telemetry;
using FlowServiceHost.Actions;
using FlowServiceHost.Engine;
using FlowServiceHost.FlowConnector;
using FlowServiceHost.Identity;
using FlowServiceHost.Identity.SignIn;
using FlowServiceHost.Limits;
using FlowServiceHost.OpenApi;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Hosting;

/// <summary>Puts the host together, for its own program and for others that run it in their process.</summary>
public static class FlowServiceHostApp
{
    /// <summary>Builds the host; the caller runs it.</summary>
    /// <param name="args">Command line, read as configuration.</param>
    /// <param name="configure">Changes configuration or services before the host is built; null to take them as they are.</param>
    /// <exception cref="OptionsValidationException">The settings cannot work, or there is no shared key; it names every problem.</exception>
    /// <exception cref="ActionContractException">The protos break the rules of the house.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Whose certificate counts is decided by its fingerprint, see CredentialReader; a connector's own authority need not be trusted by this machine.
            kestrel.ConfigureHttpsDefaults(static https => https.AllowAnyClientCertificate());

            // The endpoint has a limit of its own, with an answer of its own.
            kestrel.Limits.MaxRequestBodySize = ActionEndpointOptions.LargestMaxBodyBytes + 1L;
        });
        configure?.Invoke(builder);
        builder.Configuration.AddSecretFiles();
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
            ConnectionLimits.Apply(kestrel.Limits, context.Configuration.GetSection(LimitOptions.Section).Get<LimitOptions>() ?? new LimitOptions()));
        AddServices(builder);
        var app = builder.Build();
        StartCheck.Require(
            app.Services,
            StartCheck.Of<ActionEndpointOptions>(),
            StartCheck.Of<EngineOptions>(),
            StartCheck.Of<FlowOptions>(),
            StartCheck.Of<IdentityOptions>(),
            StartCheck.Of<LimitOptions>(),
            StartCheck.Of<OutboundOptions>(),
            StartCheck.Of<SignInOptions>(),
            services => services.GetRequiredService<Func<SharedKeys>>());
        Map(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(_ => SharedKeys.Follow(builder.Configuration));
        services.TryAddSingleton(TimeProvider.System);
        services.AddTelemetryExport(builder.Configuration, "promotion-host");
        services.AddSingleton(ActionCatalogue.Load());
        services.AddOptions<ActionEndpointOptions>().BindConfiguration(ActionEndpointOptions.Section);
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section);
        services.AddLiveOptions<LimitOptions, LimitOptions.Validator>(LimitOptions.Section);
        services.AddLiveOptions<IdentityOptions, IdentityOptionsValidator>(IdentityOptions.Section);
        services.AddOptions<OutboundOptions>().BindConfiguration(OutboundOptions.Section);
        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptions.Validator>();
        services.AddSingleton<IValidateOptions<ActionEndpointOptions>, ActionEndpointOptionsValidator>();
        services.AddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.TryAddSingleton<GrpcChannel>(ChannelOf);
        services.TryAddSingleton(provider => provider.GetRequiredService<GrpcChannel>().CreateCallInvoker());
        services.AddSingleton<EngineMethods>();
        services.AddSingleton<EngineInvoker>();
        services.AddSingleton<EngineHealth>();
        services.AddSingleton<ConnectorDirectory>();
        services.AddSignIn(builder.Configuration);
        services.AddSingleton<IssuerMetadata>();
        services.AddSingleton<UserTokenReader>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<CallLimiter>();
        services.AddSingleton<CredentialReader>();
        services.AddSingleton<CallerRules>();
        services.AddSingleton<ActionRunner>();
        services.AddSingleton<ActionEndpoint>();
        services.AddSingleton<Pipeline>();
        services.AddSingleton<OwnAddress>();
        services.AddFlowConnector();
    }

    private static GrpcChannel ChannelOf(IServiceProvider provider)
    {
        var keys = provider.GetRequiredService<Func<SharedKeys>>();
        var engine = provider.GetRequiredService<IOptions<EngineOptions>>().Value;
        var clock = provider.GetRequiredService<TimeProvider>();
        var connections = EngineConnection.From(provider.GetRequiredService<IConfiguration>());
        return GrpcChannel.ForAddress(engine.Address, new GrpcChannelOptions
        {
            HttpHandler = new SigningHandler(() => keys().Current, clock, connections),
            MaxReceiveMessageSize = engine.MaxResponseBytes,
            LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
        });
    }

    private static void MapSignIn(WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<SignInOptions>>().Value.IsOn)
        {
            app.UseAuthentication();
            app.MapSignIn();
        }
    }

    private static void Map(WebApplication app)
    {
        var basePath = app.Services.GetRequiredService<IOptions<ActionEndpointOptions>>().Value.BasePath;
        var endpoint = app.Services.GetRequiredService<ActionEndpoint>();
        app.Services.GetRequiredService<Pipeline>().Keep(app);
        app.UseTrustedProxies();
        app.UseCorrelation();
        app.UseSecurityHeaders();
        app.UseRouting();
        MapSignIn(app);
        app.Map($"{basePath}/{{action}}", (HttpContext context, string action) => endpoint.HandleAsync(context, action));
        app.MapFlowConnector(basePath);
        app.MapHealth();
        var description = OpenApiDocument.Write(app.Services.GetRequiredService<ActionCatalogue>(), basePath);
        app.MapGet("/openapi/v1.json", () => Results.Text(description, "application/json"));
        app.MapFallback(context => OutcomeWriter.WriteAsync(
            context,
            ActionOutcome.Refused(action: null, ErrorCodes.InvalidRequest, $"There is nothing at this path; actions are below {basePath}.", StatusCodes.Status404NotFound)));
    }
}

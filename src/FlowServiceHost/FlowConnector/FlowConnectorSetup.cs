using FlowServiceHost.FlowConnector.Metadata;
using FlowServiceHost.FlowConnector.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector;

/// <summary>Puts the Boomi Flow connector into the host.</summary>
internal static class FlowConnectorSetup
{
    // Other routes of the protocol, which only connectors with data, files, listeners or identity of their own have.
    private static readonly string[] NotOffered =
    [
        "data", "data/delete", "file", "file/content", "file/delete", "files/content", "listener", "authentication", "authorization", "authorization/group",
        "authorization/group/attribute", "authorization/user", "authorization/user/attribute",
    ];

    /// <summary>The connector's services.</summary>
    public static IServiceCollection AddFlowConnector(this IServiceCollection services)
    {
        services.AddOptions<FlowOptions>().BindConfiguration(FlowOptions.Section);
        return services
            .AddSingleton<IValidateOptions<FlowOptions>, FlowOptionsValidator>()
            .AddSingleton<FlowCatalogue>()
            .AddSingleton<MetadataDocument>()
            .AddSingleton<FlowGate>()
            .AddSingleton<MetadataEndpoint>()
            .AddSingleton<InvocationSeal>()
            .AddSingleton<AnswerQueue>()
            .AddSingleton<CallbackHosts>()
            .AddSingleton<CallbackSender>()
            .AddSingleton<AnswerDelivery>()
            .AddSingleton<InvocationWait>()
            .AddSingleton<InvokeEndpoint>()
            .AddHostedService<AnswerPump>()
            .AddHostedService<MetadataWarmup>();
    }

    /// <summary>The connector's routes below <paramref name="basePath"/>.</summary>
    public static void MapFlowConnector(this WebApplication app, string basePath)
    {
        var metadata = app.Services.GetRequiredService<MetadataEndpoint>();
        var invoke = app.Services.GetRequiredService<InvokeEndpoint>();
        app.Map($"{basePath}/metadata", context => metadata.HandleAsync(context, forInstall: false));
        app.Map($"{basePath}/metadata/install", context => metadata.HandleAsync(context, forInstall: true));
        app.Map($"{basePath}/actions/{{action}}", (HttpContext context, string action) => invoke.HandleAsync(context, action));
        foreach (var route in NotOffered)
        {
            app.Map($"{basePath}/{route}", NotFoundAsync);
        }

        app.Map($"{basePath}/{{first}}/{{**rest}}", NotFoundAsync);
    }

    private static Task NotFoundAsync(HttpContext context) =>
        new FlowProblem(StatusCodes.Status404NotFound, "The connector has nothing at this path: it offers message actions only.").WriteAsync(context);
}

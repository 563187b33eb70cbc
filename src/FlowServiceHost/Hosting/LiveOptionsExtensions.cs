using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Hosting;

/// <summary>Registers settings.</summary>
internal static class LiveOptionsExtensions
{
    /// <summary>Settings of a section, that take effect when they change.</summary>
    public static IServiceCollection AddLiveOptions<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section);
        return services
            .AddSingleton<IValidateOptions<TOptions>, TValidator>()
            .AddSingleton(provider => new LiveOptions<TOptions>(
                section,
                provider.GetRequiredService<IOptions<TOptions>>(),
                provider.GetRequiredService<IConfiguration>(),
                provider.GetServices<IValidateOptions<TOptions>>(),
                provider.GetRequiredService<ILogger<LiveOptions<TOptions>>>()));
    }
}

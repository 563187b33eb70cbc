using FlowServiceHost.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>Registers the browser sign-in on the framework's cookies.</summary>
internal static class SignInServices
{
    private const string ApplicationName = "promotion-service";

    /// <summary>Adds the services; the paths are mapped only when the sign-in is switched on.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() ?? new SignInOptions();
        services.AddLiveOptions<SignInOptions, SignInOptions.Validator>(SignInOptions.Section);
        var protection = services.AddDataProtection().SetApplicationName(ApplicationName);
        if (options.IsOn)
        {
            services.AddSingleton<EngineKeyRepository>();
            services.AddOptions<KeyManagementOptions>().Configure<EngineKeyRepository>(static (keys, repository) => keys.XmlRepository = repository);
        }
        else
        {
            _ = protection.UseEphemeralDataProtectionProvider();
        }

        services.AddAuthentication(SessionClaims.Scheme).AddCookie(SessionClaims.Scheme, cookie => Configure(cookie, options));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = SignInCookies.Name(options, "form");
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.Path = "/";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SecurePolicy = Security(options);
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return services.AddSingleton<SignInCookies>().AddSingleton<CodeExchange>().AddSingleton<BrowserSignIn>();
    }

    private static void Configure(CookieAuthenticationOptions cookie, SignInOptions options)
    {
        cookie.Cookie.Name = SignInCookies.Name(options, "session");
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = Security(options);
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SessionHours);
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInEndpoints.SignInPath;
        cookie.ReturnUrlParameter = "returnPath";
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static CookieSecurePolicy Security(SignInOptions options) => options.AllowHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
}

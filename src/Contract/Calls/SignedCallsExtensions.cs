using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Contract.Calls;

/// <summary>Makes a gRPC server take signed calls only.</summary>
public static class SignedCallsExtensions
{
    /// <summary>Registers what <see cref="UseSignedCalls"/> needs. Register an <see cref="INonceStore"/> before, when several replicas share the calls.</summary>
    public static IServiceCollection AddSignedCalls(this IServiceCollection services, SharedKeys keys) => services.AddSignedCalls(() => keys);

    /// <summary>Registers what <see cref="UseSignedCalls"/> needs, with keys that may change while the program runs.</summary>
    public static IServiceCollection AddSignedCalls(this IServiceCollection services, Func<SharedKeys> keys)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INonceStore, InMemoryNonceStore>();
        services.TryAddSingleton(provider =>
            new SignatureVerifier(() => keys().All, provider.GetRequiredService<INonceStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<SignedCallsOptions>();
        return services;
    }

    /// <summary>
    /// Answers every call without a valid signature with UNAUTHENTICATED, before anything of it is decoded. Put it before the gRPC endpoints.
    /// What passed has its caller in <c>HttpContext.Features.Get&lt;CallerIdentity&gt;()</c> and in its metadata.
    /// </summary>
    public static IApplicationBuilder UseSignedCalls(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        _ = app.ApplicationServices.GetRequiredService<SignatureVerifier>();
        return app.UseMiddleware<SignedCallsMiddleware>();
    }

    /// <summary>The caller of a call that passed <see cref="UseSignedCalls"/>; null for an unsigned path.</summary>
    public static CallerIdentity? Caller(this HttpContext context) => context.Features.Get<CallerIdentity>();

    internal static bool NeedsSignature(this IOptions<SignedCallsOptions> options, PathString path) =>
        !options.Value.UnsignedPaths.Any(unsigned => path.Value!.StartsWith(unsigned, StringComparison.Ordinal));
}

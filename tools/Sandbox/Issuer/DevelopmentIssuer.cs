using System.Net;
using BoomiEmulator.Seeding;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sandbox.Issuer;

/// <summary>
/// An OpenID Connect issuer for the sandbox's people: discovery, keys, a page to choose a person, tokens. Whoever reaches it may be anybody, so it listens on loopback and
/// answers only requests that come from there and name it so. It lives in the sandbox and nowhere else; the service knows nothing of it but its address.
/// </summary>
internal sealed class DevelopmentIssuer : IAsyncDisposable
{
    /// <summary>The audience of tokens for calls.</summary>
    public const string Audience = "promotion-service";

    /// <summary>The client ID of the host's browser sign-in.</summary>
    public const string ClientId = "promotion-pages";

    private readonly WebApplication _app;
    private readonly IssuedTokens _tokens;

    private DevelopmentIssuer(WebApplication app, IssuedTokens tokens)
    {
        _app = app;
        _tokens = tokens;
    }

    /// <summary>The issuer's address, which its tokens name.</summary>
    public string Address => _tokens.Issuer;

    /// <summary>Starts an issuer with a new key.</summary>
    /// <param name="port">Port on loopback; 0 takes any free one.</param>
    /// <param name="personas">The people.</param>
    /// <param name="time">Clock of tokens and codes.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<DevelopmentIssuer> StartAsync(int port, IReadOnlyList<SeedPersona> personas, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.Use(FromLoopbackOnlyAsync);
        var tokens = new IssuedTokens(time);
        new IssuerEndpoints(tokens, personas, time).Map(app);
        await app.StartAsync(cancellationToken);
        tokens.Issuer = app.Urls.Single();
        return new DevelopmentIssuer(app, tokens);
    }

    /// <summary>A token for calls by <paramref name="persona"/>.</summary>
    public string TokenOf(SeedPersona persona) => _tokens.ForCalls(persona);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _tokens.Dispose();
    }

    // The name too: a page in a browser could have its own name lead to loopback.
    private static Task FromLoopbackOnlyAsync(HttpContext context, RequestDelegate next)
    {
        var isOurs = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && context.Request.Host.Host is "127.0.0.1" or "localhost";
        if (isOurs)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This issuer is for development on this machine only.", context.RequestAborted);
    }
}

using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BoomiEmulator.Seeding;
using Microsoft.AspNetCore.WebUtilities;

namespace Sandbox.Issuer;

/// <summary>What the development issuer answers.</summary>
internal sealed class IssuerEndpoints(IssuedTokens tokens, IReadOnlyList<SeedPersona> personas, TimeProvider time)
{
    private static readonly TimeSpan CodeLasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, IssuedCode> _codes = new(StringComparer.Ordinal);

    /// <summary>Maps the paths.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(Discovery()));
        app.MapGet("/keys", () => Results.Text(tokens.Jwks, "application/json"));
        app.MapGet("/authorize", Ask);
        app.MapPost("/authorize", (Delegate)ChooseAsync);
        app.MapPost("/token", (Delegate)RedeemAsync);
    }

    private Dictionary<string, object> Discovery() => new(StringComparer.Ordinal)
    {
        ["issuer"] = tokens.Issuer,
        ["authorization_endpoint"] = $"{tokens.Issuer}/authorize",
        ["token_endpoint"] = $"{tokens.Issuer}/token",
        ["jwks_uri"] = $"{tokens.Issuer}/keys",
        ["response_types_supported"] = new[] { "code" },
        ["response_modes_supported"] = new[] { "query" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        ["code_challenge_methods_supported"] = new[] { "S256" },
        ["token_endpoint_auth_methods_supported"] = new[] { "none" },
        ["authorization_response_iss_parameter_supported"] = true,
    };

    private IResult Ask(HttpContext context)
    {
        var (request, problem) = AuthorizationRequest.Read(name => context.Request.Query[name].ToString());
        if (request is null)
        {
            return Results.Text(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        context.Response.Headers.ContentSecurityPolicy = PersonaPage.Policy;
        return Results.Text(PersonaPage.Write(request, personas), "text/html; charset=utf-8");
    }

    private async Task<IResult> ChooseAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (request, problem) = AuthorizationRequest.Read(name => form[name].ToString());
        var persona = personas.FirstOrDefault(candidate => candidate.Name == form["persona"]);
        if (request is null || persona is null)
        {
            return Results.Text(request is null ? problem : "There is no such person here.", statusCode: StatusCodes.Status400BadRequest);
        }

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _codes[code] = new IssuedCode(persona, request.RedirectAddress, request.Challenge, request.Nonce, time.GetUtcNow() + CodeLasts);
        return Results.Redirect(QueryHelpers.AddQueryString(
            request.RedirectAddress, new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = request.State, ["iss"] = tokens.Issuer }));
    }

    private async Task<IResult> RedeemAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["grant_type"] != "authorization_code"
            || form["client_id"] != DevelopmentIssuer.ClientId
            || !_codes.TryRemove(form["code"].ToString(), out var issued)
            || issued.Until < time.GetUtcNow()
            || form["redirect_uri"] != issued.RedirectAddress
            || challenge != issued.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = 3600,
            ["id_token"] = tokens.ForSignIn(issued.Persona, issued.Nonce),
            ["access_token"] = tokens.ForCalls(issued.Persona),
        });
    }
}

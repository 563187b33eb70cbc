using FlowServiceHost.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowServiceHost.Hosting;

/// <summary>What probes ask.</summary>
internal static class HealthEndpoints
{
    private const int ComeBackSoon = 5;

    /// <summary><c>/health/live</c>: this process answers. <c>/health/ready</c>: the engine does too.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        endpoints.MapGet("/health/ready", async (HttpContext context, EngineHealth engine) =>
        {
            if (await engine.IsServingAsync(context.RequestAborted))
            {
                return Results.Json(new { status = "ready", engine = "serving" });
            }

            context.Response.Headers.RetryAfter = ComeBackSoon.ToString();
            return Results.Json(new { status = "not ready", engine = "not serving" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}

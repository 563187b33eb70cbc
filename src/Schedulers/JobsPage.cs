using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Quartz;

namespace Schedulers;

/// <summary><c>GET /jobs</c>: the list of jobs as JSON, for callers of this machine, and for others who show the token of the settings.</summary>
internal static class JobsPage
{
    private const string Scheme = "Bearer ";

    /// <summary>Answers the list, 401, or 503 while the database that holds the schedule is away.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, JobList jobs, SchedulerOptions options)
    {
        if (!IsAllowed(context, options.JobsToken))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return Results.Ok(await jobs.ReadAsync(context.RequestAborted));
        }
        catch (Exception exception) when (exception is SchedulerException or DbException)
        {
            return Results.Problem($"{SchedulerOptions.Section}:Postgres cannot be read now: {exception.GetBaseException().Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static bool IsAllowed(HttpContext context, string token)
    {
        if (token.Length == 0)
        {
            return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        }

        var shown = context.Request.Headers.Authorization.ToString();
        return shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(shown[Scheme.Length..].Trim()), Digest(token));
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

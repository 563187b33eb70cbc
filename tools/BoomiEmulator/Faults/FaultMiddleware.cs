using BoomiEmulator.Journal;
using BoomiEmulator.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace BoomiEmulator.Faults;

/// <summary>Does to each request what the fault plan says.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultPlan plan, TimeProvider time)
{
    /// <summary>Runs the rest of the pipeline, unless the plan says otherwise.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (plan.IsIdle)
        {
            await next(context);
            return;
        }

        var request = context.Request;
        var call = context.Features.GetRequiredFeature<EmulatorCall>();
        var authorization = request.Headers.Authorization.ToString();
        if (plan.IsExpired(authorization))
        {
            call.Fault = nameof(FaultEffect.ExpireToken);
            await PlatformText.UnauthorizedAsync(context);
            return;
        }

        var rule = plan.Next(request.Method, request.Path.Value ?? string.Empty, request.QueryString.Value ?? string.Empty, call.Account, call.Operation);
        if (rule is null)
        {
            await next(context);
            return;
        }

        call.Fault = rule.Name ?? rule.Effect.ToString();
        await ApplyAsync(context, call, rule, authorization);
    }

    private async Task ApplyAsync(HttpContext context, EmulatorCall call, FaultRule rule, string authorization)
    {
        var cancellation = context.RequestAborted;
        if (rule.DelayMs > 0 && rule.Effect != FaultEffect.SlowDrip)
            await Task.Delay(TimeSpan.FromMilliseconds(rule.DelayMs), time, cancellation);

        switch (rule.Effect)
        {
            case FaultEffect.Status:
                await StatusAsync(context, rule);
                break;
            case FaultEffect.ExpireToken:
                plan.Expire(authorization, TimeSpan.FromMilliseconds(rule.DurationMs));
                await PlatformText.UnauthorizedAsync(context);
                break;
            case FaultEffect.CutBefore:
                Cut(context, call);
                break;
            case FaultEffect.CutAfter:
                await BufferedAsync(context);
                Cut(context, call);
                break;
            case FaultEffect.Truncate:
                var whole = await BufferedAsync(context);
                context.Response.ContentLength = Math.Max(1, whole.Length);
                call.Cut = true;
                await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), cancellation);
                await context.Response.Body.FlushAsync(cancellation);
                Cut(context, call);
                break;
            case FaultEffect.Malform:
                var broken = Malformed(await BufferedAsync(context));
                context.Response.ContentLength = broken.Length;
                await context.Response.Body.WriteAsync(broken, cancellation);
                break;
            case FaultEffect.SlowDrip:
                await DripAsync(context, rule, await BufferedAsync(context));
                break;
            default:
                await next(context);
                break;
        }
    }

    private static Task StatusAsync(HttpContext context, FaultRule rule)
    {
        context.Response.StatusCode = rule.Status;
        if (rule.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(null, null);

        if (rule.Body is null)
            return PlatformText.ErrorAsync(context, rule.Status, PlatformText.Busy);

        context.Response.ContentType = rule.ContentType;
        return context.Response.WriteAsync(rule.Body, context.RequestAborted);
    }

    private static void Cut(HttpContext context, EmulatorCall call)
    {
        call.Cut = true;
        call.Ending();
        context.Abort();
    }

    /// <summary>Runs the rest of the pipeline and keeps the answer's body back.</summary>
    private async Task<byte[]> BufferedAsync(HttpContext context)
    {
        var real = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = real;
        }

        return buffer.ToArray();
    }

    /// <summary>The body with its end replaced by characters that close nothing, in XML as in JSON.</summary>
    private static byte[] Malformed(byte[] body) => [.. body.AsSpan(0, Math.Max(0, body.Length - 6)), .. "<&{[\"<"u8];

    private async Task DripAsync(HttpContext context, FaultRule rule, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        for (var at = 0; at < body.Length; at += rule.PieceBytes)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(at, Math.Min(rule.PieceBytes, body.Length - at)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromMilliseconds(rule.DelayMs), time, context.RequestAborted);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Contract.Actions;
using Contract.Calls;
using Contract.Errors;
using FlowServiceHost.Engine;
using FlowServiceHost.Identity;
using FlowServiceHost.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Actions;

/// <summary>
/// Carries out one call of an action, whichever dialect it came in: fields, then identity, then the engine; the first that fails answers.
/// </summary>
public sealed partial class ActionRunner(CallerRules callers, CallLimiter limiter, EngineInvoker engine, ILogger<ActionRunner> logger)
{
    /// <summary>Runs <paramref name="action"/> with the fields of <paramref name="body"/>, a JSON object.</summary>
    public async Task<ActionOutcome> RunAsync(ActionDefinition action, JsonElement body, ActionCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(call);
        var started = Stopwatch.GetTimestamp();
        var outcome = await RunCheckedAsync(action, body, call, cancellationToken);
        var caller = (call.Credential as ConnectorCredential)?.Name ?? "user";
        Ran(logger, action.Name, caller, outcome.Status, outcome.Code, Stopwatch.GetElapsedTime(started).TotalMilliseconds, call.CorrelationId);
        return outcome;
    }

    private static void CheckIdempotencyKey(string? key, FieldProblems problems)
    {
        if (key is null)
        {
            return;
        }

        if (key.Length is 0 or > CallMetadata.MaxIdempotencyKeyLength || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            problems.Wrong("Idempotency-Key", $"must be 1 to {CallMetadata.MaxIdempotencyKeyLength} printable ASCII characters without spaces");
        }
    }

    private static ActionOutcome TooMany(ActionDefinition action, LimitedCall limited) =>
        ActionOutcome.Refused(action, ErrorCodes.ApiRateLimit, limited.Refusal!, StatusCodes.Status429TooManyRequests, limited.RetryAfter);

    private async Task<ActionOutcome> RunCheckedAsync(ActionDefinition action, JsonElement body, ActionCall call, CancellationToken cancellationToken)
    {
        using var limited = limiter.Admit(call.Credential);
        if (limited.Refusal is not null)
        {
            return TooMany(action, limited);
        }

        var problems = new FieldProblems();
        var request = new RequestReader(problems, field => CallerRules.IsSatisfied(call.Credential, field)).Read(action.Request, body);
        var fields = new CallerFields(action.Request, request);
        CallerRules.CheckFields(call.Credential, action, fields, problems);
        CheckIdempotencyKey(call.IdempotencyKey, problems);
        if (problems.Any)
        {
            return ActionOutcome.Refused(action, problems.Code, problems.ToString());
        }

        if (callers.Mismatch(call.Credential, action, fields) is var (code, message))
        {
            return ActionOutcome.Refused(action, code, message);
        }

        var caller = CallerRules.Establish(call.Credential, fields, call.ClientAddress, call.CorrelationId);
        if (limiter.Admit(limited, action, caller).Refusal is not null)
        {
            return TooMany(action, limited);
        }

        return caller.Encode().Length > CallerIdentity.MaxEncodedLength
            ? ActionOutcome.Refused(action, ErrorCodes.InvalidRequest, "The caller is in more groups than a call can carry; let the token, or userSsoGroups, name those that matter to this service only.")
            : await engine.InvokeAsync(action, request, new EngineCall(caller, call.IdempotencyKey, call.RespondAsync), cancellationToken);
    }
}

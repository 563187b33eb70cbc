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
    public Task<ActionOutcome> RunAsync(ActionDefinition action, JsonElement body, ActionCall call, CancellationToken cancellationToken) =>
        RunAsync(Prepare(action, body, call, new FieldProblems()), cancellationToken);

    /// <summary>Sends what was made ready to the engine; the call counts against the caller's limits until it is answered.</summary>
    public async Task<ActionOutcome> RunAsync(PreparedCall prepared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        using var limited = prepared.Limited;
        var started = Stopwatch.GetTimestamp();
        var outcome = prepared.Refusal ?? await engine.InvokeAsync(prepared.Action, prepared.Request!, prepared.Call!, cancellationToken);
        Ran(logger, prepared.Action.Name, prepared.CallerName, outcome.Status, outcome.Code, Stopwatch.GetElapsedTime(started).TotalMilliseconds, prepared.CorrelationId);
        return outcome;
    }

    /// <summary>Checks the fields of <paramref name="body"/>, a JSON object, and establishes who is calling. What is answered has to be run, or its place among the caller's calls stays taken.</summary>
    /// <param name="action">The action.</param>
    /// <param name="body">The fields.</param>
    /// <param name="call">What the dialect knows besides.</param>
    /// <param name="problems">What the dialect found wrong already; whatever else is wrong is added.</param>
    public PreparedCall Prepare(ActionDefinition action, JsonElement body, ActionCall call, FieldProblems problems)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(problems);
        var limited = limiter.Admit(call.Credential);
        try
        {
            var prepared = limited.Refusal is null ? Prepare(action, body, call, problems, limited) : TooMany(action, call, limited);
            return prepared with { Limited = limited };
        }
        catch
        {
            limited.Dispose();
            throw;
        }
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

    private static PreparedCall TooMany(ActionDefinition action, ActionCall call, LimitedCall limited) =>
        PreparedCall.Refused(action, call, ActionOutcome.Refused(action, ErrorCodes.ApiRateLimit, limited.Refusal!, StatusCodes.Status429TooManyRequests, limited.RetryAfter));

    private PreparedCall Prepare(ActionDefinition action, JsonElement body, ActionCall call, FieldProblems problems, LimitedCall limited)
    {
        var request = new RequestReader(problems, field => CallerRules.IsSatisfied(call.Credential, field)).Read(action.Request, body);
        var fields = new CallerFields(action.Request, request);
        CallerRules.CheckFields(call.Credential, action, fields, problems);
        CheckIdempotencyKey(call.IdempotencyKey, problems);
        if (problems.Any)
        {
            return PreparedCall.Refused(action, call, problems.Code, problems.ToString());
        }

        if (callers.Mismatch(call.Credential, action, fields) is var (code, message))
        {
            return PreparedCall.Refused(action, call, code, message);
        }

        var caller = CallerRules.Establish(call.Credential, fields, call.ClientAddress, call.CorrelationId);
        if (limiter.Admit(limited, action, caller).Refusal is not null)
        {
            return TooMany(action, call, limited);
        }

        return caller.Encode().Length > CallerIdentity.MaxEncodedLength
            ? PreparedCall.Refused(
                action,
                call,
                ErrorCodes.InvalidRequest,
                "The caller is in more groups than a call can carry; let the token, or userSsoGroups, name those that matter to this service only.")
            : PreparedCall.Ready(action, call, request, new EngineCall(caller, call.IdempotencyKey, call.RespondAsync) { PrimaryAccountId = call.PrimaryAccountId });
    }
}

using Contract.Actions;
using FlowServiceHost.Engine;
using FlowServiceHost.Identity;
using FlowServiceHost.Limits;
using Google.Protobuf;

namespace FlowServiceHost.Actions;

/// <summary>A call of an action whose fields and caller are checked: ready for the engine, or refused.</summary>
/// <param name="Action">The action.</param>
/// <param name="CallerName">The connector's name, or <c>user</c>, for logs.</param>
/// <param name="Request">The request; null when the call is refused.</param>
/// <param name="Call">What accompanies the request; null when the call is refused.</param>
/// <param name="Refusal">Why the call is refused; null when it is not.</param>
/// <param name="CorrelationId">ID that ties together the logs of the request.</param>
public sealed record PreparedCall(
    ActionDefinition Action, string CallerName, IMessage? Request, EngineCall? Call, ActionOutcome? Refusal, string CorrelationId)
{
    /// <summary>The call's place among those of its caller, given back when it was run; null when it takes none.</summary>
    internal LimitedCall? Limited { get; init; }

    /// <summary>A call that is ready for the engine.</summary>
    public static PreparedCall Ready(ActionDefinition action, ActionCall call, IMessage request, EngineCall engineCall) =>
        new(action, NameOf(call), request, engineCall, Refusal: null, call.CorrelationId);

    /// <summary>A call that does not reach the engine.</summary>
    public static PreparedCall Refused(ActionDefinition action, ActionCall call, string code, string message) =>
        Refused(action, call, ActionOutcome.Refused(action, code, message));

    /// <summary>A call that does not reach the engine, with an outcome of any status.</summary>
    public static PreparedCall Refused(ActionDefinition action, ActionCall call, ActionOutcome refusal) =>
        new(action, NameOf(call), Request: null, Call: null, refusal, call.CorrelationId);

    private static string NameOf(ActionCall call) => (call.Credential as ConnectorCredential)?.Name ?? "user";
}

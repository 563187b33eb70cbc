using Contract.Actions;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Actions;

/// <summary>What came of a call of an action, before it is written in one dialect or the other.</summary>
/// <param name="Action">The action; null when there is none of that name.</param>
/// <param name="Response">The action's response; its envelope says whether it succeeded. Null when there is no such action.</param>
/// <param name="Code">The envelope's error code; empty on success.</param>
/// <param name="Message">The envelope's error message; empty on success.</param>
/// <param name="Status">HTTP status: 200 for every business outcome, 202 for work that goes on, and the technical ones of the contract.</param>
/// <param name="RetryAfter">Whole seconds after which the call may be repeated; null when the answer does not say.</param>
public sealed record ActionOutcome(ActionDefinition? Action, IMessage? Response, string Code, string Message, int Status, int? RetryAfter = null)
{
    private const int SuccessField = 1;
    private const int CodeField = 2;
    private const int MessageField = 3;

    /// <summary>The engine's answer.</summary>
    public static ActionOutcome Answered(ActionDefinition action, IMessage response, bool isAccepted) => new(
        action,
        response,
        (string)Envelope(action, CodeField).GetValue(response),
        (string)Envelope(action, MessageField).GetValue(response),
        isAccepted ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);

    /// <summary>A refusal of our own, in the shape of the action's response.</summary>
    public static ActionOutcome Refused(
        ActionDefinition? action, string code, string message, int status = StatusCodes.Status200OK, int? retryAfter = null)
    {
        if (action is null)
        {
            return new ActionOutcome(Action: null, Response: null, code, message, status, retryAfter);
        }

        var response = action.Response.Descriptor.Parser.ParseFrom(ByteString.Empty);
        Envelope(action, SuccessField).SetValue(response, value: false);
        Envelope(action, CodeField).SetValue(response, code);
        Envelope(action, MessageField).SetValue(response, message);
        return new ActionOutcome(action, response, code, message, status, retryAfter);
    }

    private static Google.Protobuf.Reflection.IFieldAccessor Envelope(ActionDefinition action, int field) =>
        action.Response.Descriptor.FindFieldByNumber(field).Accessor;
}

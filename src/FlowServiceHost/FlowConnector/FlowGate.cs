using FlowServiceHost.FlowConnector.Metadata;
using FlowServiceHost.Identity;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.FlowConnector;

/// <summary>Lets nobody in without credentials, to the metadata no more than to the actions: a builder who mistyped the token is told at once.</summary>
public sealed class FlowGate(CredentialReader credentials)
{
    /// <summary>What the request's credentials prove, or the answer to who has none.</summary>
    internal async Task<(Credential? Credential, FlowProblem? Problem)> EnterAsync(HttpContext context)
    {
        var proved = await credentials.ReadAsync(context.Request, context.RequestAborted);
        return proved.Credential is { } credential
            ? (credential, null)
            : (null, new FlowProblem(proved.Status, proved.Message, proved.RetryAfter));
    }

    /// <summary>The answer to who may not call the action; null for who may.</summary>
    internal static FlowProblem? Forbid(Credential credential, FlowAction action) =>
        credential is ConnectorCredential connector && !connector.MayCall(action.Action.Name)
            ? new FlowProblem(StatusCodes.Status403Forbidden, $"The connector {connector.Name} may not call {action.Action.Name}.")
            : null;
}

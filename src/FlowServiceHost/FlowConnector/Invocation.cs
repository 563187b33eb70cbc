using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Metadata;

namespace FlowServiceHost.FlowConnector;

/// <summary>A checked invocation of an action by a flow.</summary>
/// <param name="Action">The action.</param>
/// <param name="Prepared">The call, ready for the engine or refused.</param>
/// <param name="Token">The invocation's token.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="CallbackUri">Where later answers go; empty when the request does not say.</param>
/// <param name="CameWrapped">Whether the inputs came in the wrapped form.</param>
internal sealed record Invocation(FlowAction Action, PreparedCall Prepared, string Token, string TenantId, string CallbackUri, bool CameWrapped);

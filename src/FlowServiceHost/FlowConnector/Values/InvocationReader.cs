using System.Text.Json;
using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Metadata;

namespace FlowServiceHost.FlowConnector.Values;

/// <summary>Makes a checked invocation of a request: Flow's values become plain JSON, and that is read as the JSON endpoint reads it.</summary>
internal static class InvocationReader
{
    // What is read here was written here: it nests no deeper than the descriptors.
    private static readonly JsonDocumentOptions Plain = new() { MaxDepth = 64 };

    /// <summary>Reads <paramref name="request"/>.</summary>
    /// <param name="runner">Checks fields and caller.</param>
    /// <param name="action">The action.</param>
    /// <param name="request">The request.</param>
    /// <param name="call">Credentials and the like.</param>
    /// <param name="pinnedAccount">The primary account that the service's own setting names; empty when none does.</param>
    public static Invocation Read(ActionRunner runner, FlowAction action, ServiceRequest request, ActionCall call, string pinnedAccount)
    {
        var problems = new FieldProblems();
        var account = ConfigurationValues.ReadPrimaryAccount(request.ConfigurationValues, pinnedAccount, problems);
        var converter = new InputConverter(problems);
        using var plain = JsonDocument.Parse(converter.Convert(action, request.Inputs), Plain);
        var prepared = runner.Prepare(action.Action, plain.RootElement, call with { PrimaryAccountId = account }, problems);
        return new Invocation(action, prepared, request.Token, request.TenantId, request.CallbackUri, converter.CameWrapped);
    }
}

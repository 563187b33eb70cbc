using Contract.Actions;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>An action as Flow is told of it.</summary>
/// <param name="Action">The action.</param>
/// <param name="Inputs">What a Message step may send: an entry for each field, or one that wraps them.</param>
/// <param name="Outputs">What it gets.</param>
/// <param name="WrappedOutput">The one output that holds all others; for flows that were written for the wrapped form.</param>
/// <param name="IsWrapped">Whether <see cref="Inputs"/> and <see cref="Outputs"/> are described in the wrapped form.</param>
public sealed record FlowAction(
    ActionDefinition Action, IReadOnlyList<FlowEntry> Inputs, IReadOnlyList<FlowEntry> Outputs, FlowEntry WrappedOutput, bool IsWrapped)
{
    /// <summary>Where the action is, below the base address. Flows keep it: it never changes.</summary>
    public string UriPart => $"actions/{Action.Name}";

    /// <summary>Name of the input that holds all others in the wrapped form.</summary>
    public string WrappedInputName => $"{Action.Name}Request";

    /// <summary>The outputs, one for each field of the response, whichever form is described.</summary>
    public IReadOnlyList<FlowEntry> PlainOutputs => WrappedOutput.Members;
}

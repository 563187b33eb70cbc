using System.Collections.Frozen;
using Contract.Actions;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>Every action as Flow is told of it, made from the same descriptors as the JSON endpoint.</summary>
public sealed class FlowCatalogue
{
    private readonly FrozenDictionary<string, FlowAction> _byName;

    /// <summary>Describes the actions of <paramref name="catalogue"/>.</summary>
    public FlowCatalogue(ActionCatalogue catalogue, IOptions<FlowOptions> options)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(options);
        var types = new List<FlowType>();
        Actions = [.. catalogue.Actions.Select(action => Describe(action, options.Value.DescribeWrapped, types))];
        Types = types;
        _byName = Actions.ToFrozenDictionary(action => action.Action.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The actions, in the order of the catalogue.</summary>
    public IReadOnlyList<FlowAction> Actions { get; }

    /// <summary>The types of all actions; a type follows those that it uses.</summary>
    public IReadOnlyList<FlowType> Types { get; }

    /// <summary>The action called <paramref name="name"/>, in any case, as the platform matches paths; null when there is none.</summary>
    public FlowAction? Find(string name) => _byName.GetValueOrDefault(name);

    private static FlowAction Describe(ActionDefinition action, bool isWrapped, List<FlowType> types)
    {
        var request = new TypeNames(action.Name, "REQUEST");
        var response = new TypeNames(action.Name, "RESPONSE");
        var inputs = request.EntriesOf(action.Request);
        var outputs = response.EntriesOf(action.Response);
        var wrappedInput = request.Wrap($"{action.Name}Request", inputs, isWrapped);
        var wrappedOutput = response.Wrap($"{action.Name}Response", outputs, isWrapped);
        types.AddRange(request.Types);
        types.AddRange(response.Types);
        return isWrapped
            ? new FlowAction(action, inputs.Count == 0 ? [] : [wrappedInput], [wrappedOutput], wrappedOutput, IsWrapped: true)
            : new FlowAction(action, inputs, outputs, wrappedOutput, IsWrapped: false);
    }
}

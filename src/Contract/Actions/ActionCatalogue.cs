using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Contract.Actions;

/// <summary>Every message action, read from the generated descriptors: adding an rpc with the action option is all it takes to appear here.</summary>
public sealed class ActionCatalogue
{
    private readonly FrozenDictionary<string, ActionDefinition> _byName;

    private ActionCatalogue(IReadOnlyList<ActionDefinition> actions)
    {
        Actions = actions;
        _byName = actions.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);
    }

    /// <summary>The actions: the documented ones by the letter of their process, then our own, each group by name.</summary>
    public IReadOnlyList<ActionDefinition> Actions { get; }

    /// <summary>Reads the catalogue from every proto file that this assembly was generated from.</summary>
    /// <exception cref="ActionContractException">A descriptor breaks the rules of the house.</exception>
    public static ActionCatalogue Load() => From(GeneratedFiles());

    /// <summary>Reads the catalogue from <paramref name="files"/>.</summary>
    /// <exception cref="ActionContractException">A descriptor breaks the rules of the house.</exception>
    public static ActionCatalogue From(IEnumerable<FileDescriptor> files)
    {
        var reader = new DescriptorReader();
        var actions = reader.Read(files);
        return reader.Problems.Count > 0
            ? throw new ActionContractException(reader.Problems)
            : new ActionCatalogue([.. actions
                .OrderBy(action => action.Process.Length == 0)
                .ThenBy(action => action.Process, StringComparer.Ordinal)
                .ThenBy(action => action.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The action called <paramref name="name"/>, or null. Names are exact.</summary>
    public ActionDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name nearest to <paramref name="name"/>, to suggest it to who misspelt it; null when none is near.</summary>
    public string? Nearest(string name)
    {
        var nearest = Actions
            .Select(action => (action.Name, Distance: EditDistance.Between(name, action.Name)))
            .MinBy(candidate => candidate.Distance);
        return nearest.Distance <= Math.Max(2, nearest.Name.Length / 3) ? nearest.Name : null;
    }

    private static IEnumerable<FileDescriptor> GeneratedFiles() =>
        typeof(PromotionService.V1.ActionOptionsReflection).Assembly.GetTypes()
            .Where(type => type.IsAbstract && type.IsSealed && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace BoomiEmulator.Wire;

/// <summary>
/// A request body as a tree that looks the same whether it came as XML or JSON: attributes and elements are children like properties,
/// repeated elements are several children of one name like the members of an array. Types (<c>@type</c>, <c>xsi:type</c>) are left out.
/// </summary>
public sealed class RequestNode
{
    private readonly List<(string Name, RequestNode Node)> _children = [];

    /// <summary>The text of a scalar; null for a JSON null and for objects.</summary>
    public string? Scalar { get; internal set; }

    /// <summary>The first child of that name, or null.</summary>
    public RequestNode? this[string name] => _children.Find(child => child.Name == name).Node;

    /// <summary>All children of that name.</summary>
    public IEnumerable<RequestNode> All(string name) => _children.Where(child => child.Name == name).Select(static child => child.Node);

    /// <summary>Whether there is a child of that name, even an empty one.</summary>
    public bool Has(string name) => this[name] is not null;

    /// <summary>The text of a child; null when absent.</summary>
    public string? Text(string name) => this[name]?.Scalar;

    /// <summary>The text of a child without surrounding blanks; null when absent or blank.</summary>
    public string? Filled(string name) => Text(name)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A boolean child, real or as a string; null when absent or blank.</summary>
    /// <exception cref="State.PlatformRefusal">It is something else.</exception>
    public bool? Flag(string name) => Filled(name) switch
    {
        null => null,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        var text => throw new State.PlatformRefusal($"Invalid value '{text}' for {name}: a boolean is expected."),
    };

    /// <summary>An integer child, bare or quoted; null when absent or blank.</summary>
    /// <exception cref="State.PlatformRefusal">It is something else.</exception>
    public int? Integer(string name) => Filled(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw new State.PlatformRefusal($"Invalid value '{text}' for {name}: an integer is expected."),
    };

    /// <summary>The tree as JSON: repeated children become arrays, scalars strings.</summary>
    internal JsonNode ToJson()
    {
        if (_children.Count == 0 && Scalar is not null)
            return JsonValue.Create(Scalar);

        var json = new JsonObject();
        foreach (var group in _children.GroupBy(static child => child.Name, StringComparer.Ordinal))
        {
            var nodes = group.Select(static child => child.Node.ToJson()).ToList();
            json[group.Key] = nodes.Count == 1 ? nodes[0] : new JsonArray([.. nodes]);
        }

        return json;
    }

    internal void Add(string name, RequestNode node) => _children.Add((name, node));
}

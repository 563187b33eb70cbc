using System.Text.Json.Nodes;

namespace BoomiEmulator.Wire;

/// <summary>An object of an answer, before it is known whether it is written as XML or JSON.</summary>
/// <param name="TypeName">Its type: <c>@type</c> in JSON, the element's name or <c>xsi:type</c> in XML.</param>
public sealed record WireObject(string TypeName)
{
    private readonly List<WireMember> _members = [];

    /// <summary>Its members in the order they are written.</summary>
    public IReadOnlyList<WireMember> Members => _members;

    /// <summary>Adds a scalar (string, bool, int, long or DateTimeOffset) that XML writes as an attribute. Null is left out.</summary>
    public WireObject Attribute(string name, object? value) => Add(name, value, WireForm.Attribute);

    /// <summary>Adds a scalar that XML writes as a child element. Null is left out.</summary>
    public WireObject Element(string name, object? value) => Add(name, value, WireForm.Element);

    /// <summary>Adds a text that XML writes as the content of the object's element.</summary>
    public WireObject Text(string name, string value) => Add(name, value, WireForm.Text);

    /// <summary>Adds XML that is copied as it is; only for answers that are never JSON.</summary>
    public WireObject Raw(string text) => text.Length == 0 ? this : Add(string.Empty, new RawXml(text), WireForm.Element);

    /// <summary>Adds a value of any shape: JSON copies it, XML writes objects and lists as elements and scalars as attributes. Null is left out.</summary>
    public WireObject Json(string name, JsonNode? value) => Add(name, value, value is JsonValue ? WireForm.Attribute : WireForm.Element);

    /// <summary>Adds an object.</summary>
    public WireObject Object(string name, WireObject? value) => Add(name, value, WireForm.Element);

    /// <summary>Adds a list: an array in JSON, repeated elements in XML. An empty one is left out.</summary>
    public WireObject List(string name, IReadOnlyList<WireObject> values) => values.Count == 0 ? this : Add(name, values, WireForm.Element);

    private WireObject Add(string name, object? value, WireForm form)
    {
        if (value is not null)
            _members.Add(new WireMember(name, value, form));

        return this;
    }
}

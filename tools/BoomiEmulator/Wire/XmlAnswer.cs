using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BoomiEmulator.Wire;

/// <summary>Writes answers as XML.</summary>
internal static class XmlAnswer
{
    /// <summary>What every document starts with.</summary>
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    /// <summary>The namespace declarations of every root.</summary>
    public const string Namespaces = " xmlns:bns=\"" + Xml.Platform + "\" xmlns:xsi=\"" + Xml.Instance + "\"";

    /// <summary>The text of an answer. <see cref="RawXml"/> values are copied as they are.</summary>
    public static string Write(WireObject answer)
    {
        var text = new StringBuilder(1024).Append(Declaration);
        Element(text, answer.TypeName, answer, Namespaces);
        return text.ToString();
    }

    /// <summary>An error document: no namespace, lower case.</summary>
    public static string Error(string message) => $"{Declaration}<error><message>{XmlText.Content(message)}</message></error>";

    private static void Element(StringBuilder text, string name, WireObject value, string extra)
    {
        text.Append("<bns:").Append(name).Append(extra);
        foreach (var member in value.Members)
        {
            if (member.Form == WireForm.Attribute)
                text.Append(' ').Append(member.Name).Append("=\"").Append(XmlText.Attribute(Scalar(member.Value))).Append('"');
        }

        if (value.Members.All(static member => member.Form == WireForm.Attribute))
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        foreach (var member in value.Members)
        {
            if (member.Form == WireForm.Element)
                Child(text, member);
            else if (member.Form == WireForm.Text)
                text.Append(XmlText.Content(Scalar(member.Value)));
        }

        text.Append("</bns:").Append(name).Append('>');
    }

    private static void Child(StringBuilder text, WireMember member)
    {
        switch (member.Value)
        {
            case JsonObject node:
                Json(text, member.Name, node);
                break;
            case JsonArray list:
                foreach (var item in list.OfType<JsonObject>())
                    Json(text, member.Name, item);

                break;
            case RawXml raw:
                text.Append(raw.Text);
                break;
            case WireObject nested:
                Element(text, member.Name, nested, Typed(member.Name, nested));
                break;
            case IReadOnlyList<WireObject> list:
                foreach (var item in list)
                    Element(text, member.Name, item, Typed(member.Name, item));

                break;
            default:
                text.Append("<bns:").Append(member.Name).Append('>').Append(XmlText.Content(Scalar(member.Value)))
                    .Append("</bns:").Append(member.Name).Append('>');
                break;
        }
    }

    private static void Json(StringBuilder text, string name, JsonObject node)
    {
        var written = new WireObject(name);
        foreach (var (member, value) in node)
        {
            if (member != "@type")
                written.Json(member, value?.DeepClone());
        }

        Element(text, name, written, string.Empty);
    }

    /// <summary>Only the polymorphic members of query and bulk results carry their type.</summary>
    private static string Typed(string name, WireObject value) =>
        name is "result" or "Result" ? $" xsi:type=\"bns:{value.TypeName}\"" : string.Empty;

    private static string Scalar(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset date => WireDate.Text(date),
        string text => text,
        JsonValue json => json.GetValueKind() == JsonValueKind.String ? json.GetValue<string>() : json.ToJsonString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

using System.Globalization;
using System.Text;
using System.Xml;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>Our models as DataHub's administration takes them.</summary>
internal static class ModelXml
{
    /// <summary>Namespace of the administration's elements.</summary>
    public const string Namespace = "http://mdm.api.platform.boomi.com/";

    /// <summary>The body that creates <paramref name="model"/>.</summary>
    public static string Create(GoldenRecordModel model) => Document("CreateModelRequest", writer => Content(writer, model));

    /// <summary>The body that replaces a model by <paramref name="model"/>.</summary>
    public static string Update(GoldenRecordModel model) => Document("UpdateModelRequest", writer => Content(writer, model));

    /// <summary>The body that publishes a model.</summary>
    public static string Publish(string notes) => Document("PublishModelRequest", writer => Element(writer, "notes", notes));

    /// <summary>The body that creates a source.</summary>
    public static string CreateSource(string id) => Document("CreateSourceRequest", writer =>
    {
        Element(writer, "name", id);
        Element(writer, "sourceId", id);
    });

    private static void Content(XmlWriter writer, GoldenRecordModel model)
    {
        Element(writer, "name", model.Name);
        Group(writer, "fields", () =>
        {
            foreach (var field in model.Fields)
            {
                Field(writer, field);
            }
        });
        Group(writer, "sources", () =>
        {
            foreach (var source in model.Sources)
            {
                Source(writer, source, isDefault: string.Equals(source, model.Sources[0], StringComparison.Ordinal));
            }
        });
        Group(writer, "dataQualitySteps");
        Group(writer, "recordTitle", () => Group(writer, "titleParameters", () =>
        {
            foreach (var key in model.Keys)
            {
                Start(writer, "parameter");
                writer.WriteAttributeString("uniqueId", model.Field(key).UniqueId);
                writer.WriteEndElement();
            }
        }));
        Group(writer, "matchRules", () => Group(writer, "matchRule", () =>
        {
            writer.WriteAttributeString("topLevelOperator", "AND");
            foreach (var key in model.Keys)
            {
                Group(writer, "simpleExpression", () => Element(writer, "fieldUniqueId", model.Field(key).UniqueId));
            }
        }));
        Group(writer, "tags");
    }

    private static void Field(XmlWriter writer, GoldenRecordField field)
    {
        Start(writer, "field");
        writer.WriteAttributeString("name", field.Name);
        writer.WriteAttributeString("uniqueId", field.UniqueId);
        writer.WriteAttributeString("type", field.Type switch
        {
            GoldenFieldType.Clob => "CLOB",
            GoldenFieldType.Integer => "INTEGER",
            GoldenFieldType.DateTime => "DATETIME",
            _ => "STRING",
        });
        if (field.MaxLength > 0)
        {
            writer.WriteAttributeString("maxLength", field.MaxLength.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteAttributeString("required", field.Required ? "true" : "false");
        writer.WriteAttributeString("repeatable", "false");
        writer.WriteEndElement();
    }

    private static void Source(XmlWriter writer, string id, bool isDefault) => Group(writer, "source", () =>
    {
        writer.WriteAttributeString("id", id);
        writer.WriteAttributeString("type", "Both");
        writer.WriteAttributeString("allowMultipleLinks", "false");
        writer.WriteAttributeString("default", isDefault ? "true" : "false");
        Group(writer, "inbound", () =>
        {
            Approval(writer, "createApproval");
            Approval(writer, "updateApproval");
            Element(writer, "updateApprovalWithBaseValue", "false");
            Approval(writer, "endDateApproval");
            Element(writer, "earlyChangeDetectionEnabled", "false");
        });
        Group(writer, "outbound", () =>
        {
            Element(writer, "channelUpdatesFields", "All");
            Element(writer, "sendCreates", "true");
        });
    });

    private static void Approval(XmlWriter writer, string name)
    {
        Start(writer, name);
        writer.WriteAttributeString("required", "false");
        writer.WriteEndElement();
    }

    private static void Group(XmlWriter writer, string name, Action? content = null)
    {
        Start(writer, name);
        content?.Invoke();
        writer.WriteEndElement();
    }

    private static void Element(XmlWriter writer, string name, string text)
    {
        Start(writer, name);
        writer.WriteString(text);
        writer.WriteEndElement();
    }

    private static void Start(XmlWriter writer, string name) => writer.WriteStartElement("mdm", name, Namespace);

    private static string Document(string root, Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            Start(writer, root);
            content(writer);
            writer.WriteEndElement();
        }

        return text.ToString();
    }
}

namespace PromotionEngine.Components;

/// <summary>A component as the platform writes it: the envelope parsed, the text as it came.</summary>
public sealed class ComponentDocument
{
    private ComponentDocument(string xml, IReadOnlyDictionary<string, string> attributes, IReadOnlyList<string> encryptedPaths)
    {
        Xml = xml;
        Attributes = attributes;
        EncryptedPaths = encryptedPaths;
    }

    /// <summary>The platform's namespace.</summary>
    public const string Namespace = "http://api.platform.boomi.com/";

    /// <summary>The text as it came.</summary>
    public string Xml { get; }

    /// <summary>The root's attributes that are in no namespace, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>The paths under <c>encryptedValues</c>, set or not.</summary>
    public IReadOnlyList<string> EncryptedPaths { get; }

    /// <summary>The component's ID; null where the document has none.</summary>
    public string? ComponentId => Attribute("componentId");

    /// <summary>The component's name; empty where the document has none.</summary>
    public string Name => Attribute("name") ?? string.Empty;

    /// <summary>The component type, such as <c>process</c>; empty where the document has none.</summary>
    public string Type => Attribute("type") ?? string.Empty;

    /// <summary>The sub-type: the connector's, for connections and operations.</summary>
    public string? SubType => Attribute("subType");

    /// <summary>The revision; null where absent or not a number.</summary>
    public int? Version => int.TryParse(Attribute("version"), out var version) ? version : null;

    /// <summary>The folder's ID.</summary>
    public string? FolderId => Attribute("folderId");

    /// <summary>The folder's path, with the account's root folder first.</summary>
    public string? FolderFullPath => Attribute("folderFullPath");

    /// <summary>The branch that the revision is on. For an inherited component it is main's, even when read through a branch.</summary>
    public string? BranchId => Attribute("branchId");

    /// <summary>The name of that branch.</summary>
    public string? BranchName => Attribute("branchName");

    /// <summary>Reads a document.</summary>
    /// <exception cref="ComponentXmlException">It is refused.</exception>
    public static ComponentDocument Parse(string xml, ComponentXmlLimits? limits = null) => throw new NotSupportedException("not yet");

    private string? Attribute(string name) => Attributes.GetValueOrDefault(name);
}

namespace PromotionEngine.Components;

/// <summary>
/// A component as the platform writes it: the envelope parsed, the text as it came. That one exists means that the text is
/// well-formed, within the limits and free of document type declarations.
/// </summary>
public sealed class ComponentDocument
{
    /// <summary>The platform's namespace.</summary>
    public const string Namespace = "http://api.platform.boomi.com/";

    internal ComponentDocument(
        string xml,
        ComponentXmlLimits limits,
        IReadOnlyDictionary<string, string> attributes,
        IReadOnlyList<string> encryptedPaths,
        IReadOnlyList<EnvelopeSection> sections)
    {
        Xml = xml;
        Limits = limits;
        Attributes = attributes;
        EncryptedPaths = encryptedPaths;
        Sections = sections;
    }

    /// <summary>The text as it came, without a byte order mark.</summary>
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

    internal ComponentXmlLimits Limits { get; }

    /// <summary>What each child element of the root is, in document order.</summary>
    internal IReadOnlyList<EnvelopeSection> Sections { get; }

    /// <summary>Reads a document.</summary>
    /// <param name="xml">The whole text; an encoding that its declaration names has no meaning any more.</param>
    /// <param name="limits">The bounds; null for the default ones.</param>
    /// <exception cref="ComponentXmlException">It is malformed, hostile, too large or no component.</exception>
    public static ComponentDocument Parse(string xml, ComponentXmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(xml);
        return EnvelopeReader.Read(xml, limits ?? ComponentXmlLimits.Default);
    }

    /// <summary>Names the component, never its content.</summary>
    public override string ToString() => $"ComponentDocument {{ ComponentId = {ComponentId}, Type = {Type}, Version = {Version} }}";

    private string? Attribute(string name) => Attributes.GetValueOrDefault(name);
}

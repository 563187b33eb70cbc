namespace PromotionEngine.Boomi.Platform;

/// <summary>Namespaces of the Platform API's XML.</summary>
internal static class PlatformXml
{
    /// <summary>Namespace of the API's own elements.</summary>
    public const string Namespace = "http://api.platform.boomi.com/";

    /// <summary>Namespace of <c>xsi:type</c>.</summary>
    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
}

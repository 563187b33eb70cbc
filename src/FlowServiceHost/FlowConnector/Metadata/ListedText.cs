namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>How a text in a list is written: as an object with this one property.</summary>
internal static class ListedText
{
    /// <summary>Name of the property.</summary>
    public const string Property = "value";
}

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>A type that the tenant creates when the connector is installed.</summary>
/// <param name="Name">Its developer name, for example <c>executePromotion REQUEST - components</c>.</param>
/// <param name="Properties">Its properties; at least one.</param>
public sealed record FlowType(string Name, IReadOnlyList<FlowEntry> Properties);

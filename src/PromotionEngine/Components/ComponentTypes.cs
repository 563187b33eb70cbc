namespace PromotionEngine.Components;

/// <summary>What the engine needs to know of the platform's component types.</summary>
public static class ComponentTypes
{
    /// <summary>The platform's word for a connection. The documents of the field also say <c>connection</c>.</summary>
    public const string ConnectorSettings = "connector-settings";

    /// <summary>A process.</summary>
    public const string Process = "process";

    /// <summary>Whether components of <paramref name="type"/> are connections: never promoted, always mapped.</summary>
    public static bool IsConnection(string type) => type is ConnectorSettings or "connection";
}

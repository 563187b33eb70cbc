namespace FlowServiceHost.Actions;

/// <summary>The JSON endpoint. Section <c>Host</c>.</summary>
public sealed class ActionEndpointOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Host";

    /// <summary>The most that <see cref="MaxBodyBytes"/> may be.</summary>
    public const int LargestMaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>The path to service; actions are below it.</summary>
    public string BasePath { get; set; } = "/fs/PromotionService";

    /// <summary>Largest body, in bytes; a larger one answers 413.</summary>
    public int MaxBodyBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON; a deeper one answers 400.</summary>
    public int MaxJsonDepth { get; set; } = 32;
}

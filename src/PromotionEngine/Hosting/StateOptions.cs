namespace PromotionEngine.Hosting;

/// <summary>Settings under <c>State</c>.</summary>
public sealed class StateOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "State";

    /// <summary>Connection string of Redis, for example <c>127.0.0.1:6379</c>; empty keeps everything in this process's memory, for the sandbox only.</summary>
    public string Redis { get; set; } = string.Empty;

    /// <summary>The operator's word that nothing of ours was ever in the store, so that it may be taken into use empty.</summary>
    public bool FirstStart { get; set; }
}

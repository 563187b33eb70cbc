namespace PromotionEngine.Extensions;

/// <summary>Settings under <c>Features</c>: what may be switched on.</summary>
public sealed class ExtensionOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Features";

    /// <summary>Whether <c>updateMapExtension</c> changes map extensions; off, it answers MAP_EXTENSION_READONLY to everything.</summary>
    public bool MapExtensionEditing { get; set; }
}

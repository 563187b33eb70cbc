using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Packages;

/// <summary>A packaged component with the name of its component.</summary>
/// <param name="Package">The package.</param>
/// <param name="ComponentName">Name on main; the component's ID when the component is gone.</param>
public sealed record PackageRow(PackagedComponent Package, string ComponentName);

using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>An integration pack without its content.</summary>
/// <param name="Id">The pack.</param>
/// <param name="Name">Name.</param>
/// <param name="Description">Description; may be empty.</param>
/// <param name="InstallationType"><see cref="Platform.InstallationType"/>.</param>
public sealed record IntegrationPack(IntegrationPackId Id, string Name, string Description, string InstallationType);

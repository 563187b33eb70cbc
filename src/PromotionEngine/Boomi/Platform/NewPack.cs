namespace PromotionEngine.Boomi.Platform;

/// <summary>What a new integration pack is made of.</summary>
/// <param name="Name">Name.</param>
/// <param name="Description">Description; may be empty.</param>
/// <param name="InstallationType"><see cref="Platform.InstallationType"/>.</param>
public sealed record NewPack(string Name, string Description, string InstallationType = InstallationType.Multi);

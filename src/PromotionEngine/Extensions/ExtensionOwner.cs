namespace PromotionEngine.Extensions;

/// <summary>A process that declares extensions.</summary>
/// <param name="ProcessId">Its ID in the primary account.</param>
/// <param name="Name">Its name there.</param>
public sealed record ExtensionOwner(string ProcessId, string Name);

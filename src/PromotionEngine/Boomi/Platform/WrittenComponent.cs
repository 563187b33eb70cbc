using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>What stands on the platform after a component was created or updated.</summary>
/// <param name="Id">The component.</param>
/// <param name="Version">The version that now stands.</param>
/// <param name="BranchId">Branch that the version belongs to, as the platform answered it.</param>
/// <param name="BranchName">Name of that branch.</param>
public sealed record WrittenComponent(ComponentId Id, int Version, string BranchId, string BranchName)
{
    /// <summary>Whether the platform refused the update because nothing would change; the version is then the one that stood already.</summary>
    public bool Unchanged { get; init; }
}

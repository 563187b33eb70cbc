using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>What a read of many answered for one component.</summary>
/// <param name="Id">The component that was asked for.</param>
/// <param name="Version">The version that was answered; the one asked for, or 0, when the read failed.</param>
/// <param name="Xml">The document with root <c>bns:Component</c>, content unchanged; null when the read failed.</param>
/// <param name="Error">What the platform said when the read failed; else empty.</param>
public sealed record ComponentRead(ComponentId Id, int Version, string? Xml, string Error)
{
    /// <summary>Branch that the answered revision belongs to. For a read on a branch this is main when the branch inherits the component unchanged.</summary>
    public string BranchId { get; init; } = string.Empty;
}

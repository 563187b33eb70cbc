using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>What a new package is made from. The platform packages the latest revision on the branch.</summary>
/// <param name="ComponentId">The root component.</param>
/// <param name="PackageVersion">Version of the package.</param>
/// <param name="Notes">Notes; they cannot be changed later.</param>
/// <param name="Shareable">Whether it may go into an integration pack; for processes and API services only.</param>
/// <param name="BranchName">Human name of the branch; empty for main.</param>
public sealed record NewPackage(ComponentId ComponentId, string PackageVersion, string Notes, bool Shareable, string BranchName = "");

using PromotionEngine.Components;
using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A packaged component: a frozen revision of a component and of what it needs.</summary>
/// <param name="Id">The package.</param>
/// <param name="PackageVersion">Version of the package, free text.</param>
/// <param name="ComponentId">The root component.</param>
/// <param name="ComponentVersion">Revision of the root component.</param>
/// <param name="ComponentType">The platform's type of the root component.</param>
/// <param name="CreatedBy">Login of who made it.</param>
/// <param name="CreatedDate">When; null when the platform did not say.</param>
/// <param name="Notes">Notes.</param>
/// <param name="Shareable">Whether it may go into an integration pack.</param>
/// <param name="Deleted">Whether it was deleted.</param>
/// <param name="BranchName">Name of the branch it was made from; may be empty.</param>
public sealed record PackagedComponent(
    PackageId Id,
    string PackageVersion,
    ComponentId ComponentId,
    int ComponentVersion,
    string ComponentType,
    string CreatedBy,
    DateTimeOffset? CreatedDate,
    string Notes,
    bool Shareable,
    bool Deleted,
    string BranchName);

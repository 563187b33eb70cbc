using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Lifecycle.Rules;
using PromotionEngine.State;
using PromotionService.V1;
using Promotion = PromotionEngine.Promotions.Promotion;

namespace PromotionEngine.Deployments;

/// <summary>Says whether a deployment may begin, and as what. Nothing is changed; the checks come in the contract's order.</summary>
internal sealed class DeploymentAdmission(AccessRules access, PromotionRecords records, PromotionVisibility visibility, PlatformClient client, PromotionBranch branch)
{
    private const string Production = "PRODUCTION";
    private const string DeployToProduction = "deploy to production";

    /// <summary>What <paramref name="request"/> of <paramref name="caller"/> comes to.</summary>
    /// <exception cref="PromotionFailure">It may not begin.</exception>
    public async Task<DeploymentOrder> AdmitAsync(Caller caller, PackageAndDeployRequest request, CancellationToken cancellationToken)
    {
        if (request.DeploymentTarget == Production)
        {
            // What the request says itself is checked before anything is looked up.
            RequireAdmin(caller, DeployToProduction);
        }

        access.RequireContributor(caller);

        var stored = await FindAsync(caller, request, cancellationToken);
        var promotion = stored.Promotion;
        await RequireAccessAsync(caller, promotion, request, cancellationToken);
        var mode = DeploymentModes.Select(promotion, request);
        RequireLifecycle(caller, promotion, mode);
        NothingMayContradictTheLog(promotion, request);
        var order = new DeploymentOrder(mode, stored, VersionOf(promotion, request, mode))
        {
            Notes = request.DeploymentNotes,
            AdminComments = request.AdminComments,
            OverridesStale = request.OverrideStale,
        };
        var withPacks = await WithPacksAsync(order, request, cancellationToken);
        if (promotion.Status == PromotionStatus.PendingAdminReview)
        {
            // The call is the approval, and an approval is of what was submitted.
            await branch.RequireUnchangedAsync(promotion, ErrorCodes.MergeFailed, cancellationToken);
        }

        return withPacks;
    }

    private async Task<StoredPromotion> FindAsync(Caller caller, PackageAndDeployRequest request, CancellationToken cancellationToken)
    {
        var maySee = await visibility.ForAsync(caller, cancellationToken);
        var id = new PromotionId(request.PromotionId);
        var stored = await records.GetAsync(id, cancellationToken);
        if (stored is null || !maySee(stored.Promotion))
        {
            throw PromotionTransitions.NotFound(id);
        }

        if (request.TestPromotionId.Length > 0 && await records.GetAsync(new PromotionId(request.TestPromotionId), cancellationToken) is null)
        {
            throw new PromotionFailure(ErrorCodes.TestPromotionNotFound, $"There is no tested promotion {request.TestPromotionId}. Leave testPromotionId out: the promotion knows what it was made from.");
        }

        if (request.IsHotfix && request.HotfixJustification.Length == 0 && stored.Promotion.Submission is not { HotfixJustification.Length: > 0 })
        {
            throw new PromotionFailure(ErrorCodes.HotfixJustificationRequired, "A hotfix goes to production without a test and needs hotfixJustification.");
        }

        return stored;
    }

    // To test: whoever may promote from the account. The choice of a pack: admins. To production: admins who are no party, whatever the status is.
    private async Task RequireAccessAsync(Caller caller, Promotion promotion, PackageAndDeployRequest request, CancellationToken cancellationToken)
    {
        if (promotion.TargetEnvironment == Production || request.DeploymentTarget == Production)
        {
            RequireAdmin(caller, DeployToProduction);
            AdminMustNotBeAParty.Require(promotion, caller);
        }
        else if (promotion.Status == PromotionStatus.PendingPackAssignment)
        {
            RequireAdmin(caller, "assign a pack");
        }
        else
        {
            await access.RequireAccountAsync(caller, promotion.DevAccountId, cancellationToken);
        }
    }

    private static void RequireAdmin(Caller caller, string act)
    {
        AccessRules.RequirePerson(caller, "adminEmail");
        OnlyAdminsDecide.Require(caller, act);
    }

    private static void RequireLifecycle(Caller caller, Promotion promotion, DeploymentMode mode)
    {
        if (promotion.HasFailedRelease)
        {
            PromotionLifecycle.ReleaseAgain(promotion, caller, promotion.UpdatedAt);
            return;
        }

        switch (mode)
        {
            case DeploymentMode.Test:
                PromotionMustBeReadyForTest.Require(promotion);
                break;
            case DeploymentMode.PackAssignment:
                PromotionLifecycle.RequirePackAssignment(promotion, caller);
                break;
            default:
                if (promotion.Status == PromotionStatus.PendingAdminReview)
                {
                    // The call is the approval.
                    AdminMustNotBeThePeerReviewer.Require(promotion, caller);
                }
                else
                {
                    ApprovalsMustStand.Require(promotion);
                }

                break;
        }
    }

    // No caller can point a reviewed promotion at another branch.
    private static void NothingMayContradictTheLog(Promotion promotion, PackageAndDeployRequest request)
    {
        var root = promotion.Results.FirstOrDefault(result => result.DevComponentId == promotion.RootComponentId)?.ProdComponentId ?? string.Empty;
        MustAgree("prodComponentId", request.ProdComponentId, root);
        MustAgree("branchId", request.BranchId, promotion.BranchId);
        MustAgree("testPromotionId", request.TestPromotionId, promotion.TestPromotionId?.Value ?? string.Empty);
    }

    private static void MustAgree(string field, string sent, string logged)
    {
        if (sent.Length > 0 && !string.Equals(sent, logged, StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid($"{field} is {sent}, but the promotion has {(logged.Length > 0 ? logged : "none")}. Leave {field} out.");
        }
    }

    private static string VersionOf(Promotion promotion, PackageAndDeployRequest request, DeploymentMode mode)
    {
        var earlier = promotion.Deployment?.PackageVersion ?? string.Empty;
        if (promotion.HasFailedRelease && request.PackageVersion.Length > 0 && request.PackageVersion != earlier)
        {
            throw Invalid($"packageVersion is {request.PackageVersion}, but version {earlier} is what was deployed and is released again. Leave packageVersion out.");
        }

        var version = mode == DeploymentMode.PackAssignment ? earlier
            : request.PackageVersion.Length > 0 ? request.PackageVersion
            : earlier.Length > 0 ? earlier
            : mode == DeploymentMode.Test ? string.Empty
            : promotion.PackageVersion;
        return version.Length > 0 ? version : throw Invalid("packageVersion is missing: name the version that the package is to have.");
    }

    private async Task<DeploymentOrder> WithPacksAsync(DeploymentOrder order, PackageAndDeployRequest request, CancellationToken cancellationToken)
    {
        var platform = client.In(new CallScope(CallLane.Interactive, order.Promotion.Promotion.Id.Value));
        var promotion = order.Promotion.Promotion;
        var wanted = PackWanted.Of(request);
        if (order.Mode is DeploymentMode.Test or DeploymentMode.PackAssignment)
        {
            var test = await ChooseAsync(platform, promotion, wanted, PackTarget.Test, cancellationToken);
            return test is null && order.Mode == DeploymentMode.PackAssignment
                ? throw PackRequired("Send integrationPackId, or createNewPack with newPackName.")
                : order with { TestPack = test };
        }

        var production = await ChooseAsync(platform, promotion, wanted, PackTarget.Production, cancellationToken)
            ?? promotion.Deployment?.ProductionPack?.Choice
            ?? await ChooseAsync(platform, promotion, PackWanted.Wish(promotion.Submission?.WishedPackId ?? string.Empty), PackTarget.Production, cancellationToken)
            ?? throw PackRequired("The submitter wished for none. Send integrationPackId, or createNewPack with newPackName.");
        var follow = order.Mode == DeploymentMode.Hotfix ? await ChooseAsync(platform, promotion, PackWanted.OfHotfixTest(request), PackTarget.Test, cancellationToken) : null;
        return order with { ProductionPack = production, TestPack = follow };
    }

    private static Task<PackChoice?> ChooseAsync(BoomiPlatform platform, Promotion promotion, PackWanted wanted, PackTarget target, CancellationToken cancellationToken) =>
        PackSelection.ChooseAsync(platform, promotion.ProdAccountId, wanted, target, promotion.Deployment?.WorkOn(target)?.Choice, cancellationToken);

    private static PromotionFailure PackRequired(string wayOut) => new(ErrorCodes.PackAssignmentRequired, $"No integration pack is named. {wayOut} Nothing was done.");

    private static PromotionFailure Invalid(string message) => new(ErrorCodes.InvalidRequest, message);
}

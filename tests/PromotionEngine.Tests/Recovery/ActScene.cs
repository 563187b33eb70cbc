using BoomiEmulator;
using Contract.Errors;
using Google.Protobuf;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State.InMemory;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>An act that begins no run, and the account and the store as they are before it.</summary>
/// <param name="World">The account.</param>
/// <param name="Store">The store.</param>
/// <param name="Action">Name of the action.</param>
/// <param name="Person">Who acts.</param>
/// <param name="Request">What is asked for.</param>
/// <param name="Refusal">What the same is answered when it is asked anew after it was done.</param>
internal sealed record ActScene(RecoveryWorld World, string Store, string Action, string Person, IMessage Request, string Refusal)
{
    /// <summary>The acts that there are.</summary>
    public static IReadOnlyList<string> Acts { get; } =
        ["peer approves", "peer rejects", "admin approves", "admin rejects", "hotfix is submitted", "tested is submitted", "completed is withdrawn", "review is withdrawn", "test is cancelled", "test without a pack is cancelled", "mapping is deleted", "grant is deleted"];

    /// <summary>A store with a copy of the scene.</summary>
    public InMemoryStateStore StartStore()
    {
        var store = new InMemoryStateStore(TimeProvider.System);
        if (Store.Length > 0)
        {
            store.Restore(Store);
        }

        return store;
    }

    /// <summary>The scene of <paramref name="act"/>.</summary>
    public static async Task<ActScene> MakeAsync(string act)
    {
        var scene = await DeploymentScene.GetAsync(act switch
        {
            "peer approves" or "peer rejects" or "admin approves" or "admin rejects" or "review is withdrawn" => DeploymentMode.Hotfix,
            "test without a pack is cancelled" => DeploymentMode.PackAssignment,
            _ => DeploymentMode.Test,
        });
        var id = scene.Promotion.Value;
        var made = new ActScene(scene.World, scene.Store, string.Empty, "alice", new WithdrawPromotionRequest { PromotionId = id, Reason = "not needed" }, ErrorCodes.InvalidPromotionStatus) { Action = "withdrawPromotion" };
        return act switch
        {
            "peer approves" => await made.BeforePeerAsync(scene.Promotion) with { Action = "submitPeerReview", Person = "bob", Request = Peer(id, "APPROVED"), Refusal = ErrorCodes.AlreadyReviewed },
            "peer rejects" => await made.BeforePeerAsync(scene.Promotion) with { Action = "submitPeerReview", Person = "bob", Request = Peer(id, "REJECTED"), Refusal = ErrorCodes.AlreadyReviewed },
            "admin approves" => made with { Action = "submitAdminReview", Person = "carol", Request = Admin(id, "APPROVED"), Refusal = ErrorCodes.AlreadyReviewed },
            "admin rejects" => made with { Action = "submitAdminReview", Person = "carol", Request = Admin(id, "REJECTED"), Refusal = ErrorCodes.AlreadyReviewed },
            "hotfix is submitted" => made with { Action = "submitForReview", Request = new SubmitForReviewRequest { PromotionId = id, IsHotfix = true, HotfixJustification = "The bank cannot be reached." } },
            "tested is submitted" => await made.InTestAsync(scene.Promotion) with { Action = "submitForReview", Request = new SubmitForReviewRequest { PromotionId = id } },
            "test is cancelled" => await made.InTestAsync(scene.Promotion) with { Action = "cancelTestDeployment", Request = new CancelTestDeploymentRequest { PromotionId = id } },
            "test without a pack is cancelled" => made with { Action = "cancelTestDeployment", Request = new CancelTestDeploymentRequest { PromotionId = id } },
            "mapping is deleted" => await Unworked() with { Action = "manageMappings", Request = Mapping(scene.World), Refusal = ErrorCodes.ComponentNotFound },
            "grant is deleted" => await Unworked() with { Action = "manageAccess", Request = Grant(scene.World), Refusal = ErrorCodes.InvalidRequest },
            _ => made,
        };

        // Nothing was promoted, so that no promotion uses the mapping.
        async Task<ActScene> Unworked() => made with { Person = "carol", World = await RecoveryWorld.GetAsync(), Store = string.Empty };
    }

    private static ManageMappingsRequest Mapping(RecoveryWorld world) => new() { Action = "delete", DevAccountId = world.DevAccount, DevComponentId = world.Components[^1] };

    private static ManageAccessRequest Grant(RecoveryWorld world)
    {
        var grant = world.Seed.DevAccountGrants[0];
        return new() { Kind = "DEV_ACCOUNT", Action = "delete", SsoGroupId = grant.SsoGroupId, DevAccountId = grant.DevAccountId };
    }

    private static SubmitPeerReviewRequest Peer(string id, string decision) => new() { PromotionId = id, Decision = decision, ReviewerEmail = "bob@example.com", ReviewerName = "bob", Comments = "looked at" };

    private static SubmitAdminReviewRequest Admin(string id, string decision) => new() { PromotionId = id, Decision = decision, Comments = "looked at" };

    private Task<ActScene> BeforePeerAsync(PromotionId id) => AfterAsync(engine => engine.Records.ChangeAsync(
        id, promotion => promotion with { Status = PromotionStatus.PendingPeerReview, PeerDecision = null }, CancellationToken.None));

    // Where a deployment to test leads, without the platform's part of it.
    private Task<ActScene> InTestAsync(PromotionId id) => AfterAsync(async engine =>
    {
        var transitions = engine.Get<PromotionTransitions>();
        var by = new Actor("a test");
        var at = TimeProvider.System.GetUtcNow();
        await transitions.CommitAsync(id, by, "packageAndDeploy", promotion => PromotionLifecycle.BeginTestDeployment(promotion, LabEngine.Caller("alice"), at), mail: null, CancellationToken.None);
        await transitions.CommitAsync(id, by, "packageAndDeploy", promotion => PromotionLifecycle.TestDeployed(promotion, at), mail: null, CancellationToken.None);
    });

    private async Task<ActScene> AfterAsync(Func<LabEngine, Task> act)
    {
        await using var boomi = await World.StartCopyAsync();
        var store = StartStore();
        await using var engine = await LabEngine.BuildAsync(World, boomi, store);
        await act(engine);
        return this with { Store = store.Snapshot() };
    }
}

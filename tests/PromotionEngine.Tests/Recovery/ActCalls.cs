using Contract.Calls;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.State;
using PromotionEngine.Tests.Failures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Calls the services of a <see cref="LabEngine"/> as its port would: through the interceptors that answer repeats and that make envelopes.</summary>
internal static class ActCalls
{
    /// <summary>Sends <paramref name="request"/> as <paramref name="person"/>, an admin; an empty key is none.</summary>
    public static async Task<IMessage> CallAsync(this LabEngine engine, IMessage request, string person, string key) => request switch
    {
        SubmitForReviewRequest submit => await engine.CallAsync(submit, "/promotion.v1.Reviews/SubmitForReview", person, key, Service<PromotionEngine.Reviews.ReviewsService>(engine).SubmitForReview),
        SubmitPeerReviewRequest peer => await engine.CallAsync(peer, "/promotion.v1.Reviews/SubmitPeerReview", person, key, Service<PromotionEngine.Reviews.ReviewsService>(engine).SubmitPeerReview),
        SubmitAdminReviewRequest admin => await engine.CallAsync(admin, "/promotion.v1.Reviews/SubmitAdminReview", person, key, Service<PromotionEngine.Reviews.ReviewsService>(engine).SubmitAdminReview),
        WithdrawPromotionRequest withdraw => await engine.CallAsync(withdraw, "/promotion.v1.Promotions/WithdrawPromotion", person, key, Service<PromotionEngine.Promotions.PromotionsService>(engine).WithdrawPromotion),
        CancelTestDeploymentRequest cancel => await engine.CallAsync(cancel, "/promotion.v1.Deployments/CancelTestDeployment", person, key, Service<PromotionEngine.Deployments.DeploymentsService>(engine).CancelTestDeployment),
        ManageMappingsRequest mapping => await engine.CallAsync(mapping, "/promotion.v1.Mappings/ManageMappings", person, key, Service<PromotionEngine.Mappings.MappingsService>(engine).ManageMappings),
        ManageAccessRequest grant => await engine.CallAsync(grant, "/promotion.v1.Accounts/ManageAccess", person, key, Service<PromotionEngine.Accounts.AccountsService>(engine).ManageAccess),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Descriptor.Name, "No call is written for it."),
    };

    /// <summary>Ends the lock of a call whose engine is dead, as if its lease had run out.</summary>
    public static async Task LapseAsync(this LabEngine engine, string action, string person, string key) =>
        (await engine.Get<IStateStore>().CommitAsync(new Commit().Delete(StateKeys.Lock($"idempotent:{KeyDigest.Of($"\nsubject-of-{person}", action, key)}")), CancellationToken.None)).OrThrow();

    private static TService Service<TService>(LabEngine engine)
        where TService : class => ActivatorUtilities.CreateInstance<TService>(engine.Services);

    private static Task<TResponse> CallAsync<TRequest, TResponse>(
        this LabEngine engine, TRequest request, string method, string person, string key, UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        var identity = new CallerIdentity { Kind = CallerKind.User, Subject = $"subject-of-{person}", Email = $"{person}@example.com", Name = person, Groups = ["ABC_BOOMI_FLOW_ADMIN"] };
        var call = FakeCall.By(identity, method);
        if (key.Length > 0)
        {
            call.RequestHeaders.Add(CallMetadata.IdempotencyKey, key);
        }

        return engine.Get<EnvelopeInterceptor>().UnaryServerHandler(
            request, call, (asked, context) => engine.Get<IdempotencyInterceptor>().UnaryServerHandler(asked, context, handler));
    }
}

using Contract.Calls;
using Contract.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;

namespace PromotionEngine.Accounts;

/// <summary>
/// Refuses a call that was meant for another primary account than this engine's: a connector that was pointed at the wrong service must not promote into
/// an account that its people do not think of.
/// </summary>
internal sealed class PrimaryAccountInterceptor(PlatformOptions platform) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var meant = context.RequestHeaders.GetValue(CallMetadata.PrimaryAccount);
        return string.IsNullOrEmpty(meant) || string.Equals(meant, platform.AccountId, StringComparison.Ordinal)
            ? await continuation(request, context)
            : throw new PromotionFailure(
                ErrorCodes.InvalidRequest,
                $"primaryAccountId is {meant}, but this service works for {platform.AccountId}. Correct the connector's configuration value, or point it at the right service.");
    }
}

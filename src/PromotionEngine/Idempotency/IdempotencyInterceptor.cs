using Contract.Actions;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Idempotency;

/// <summary>
/// Answers repeated calls of the actions that write. Promotions and deployments are not among them: they bind their keys to their runs, so that a repeat finds
/// the run even when the engine that began it is gone.
/// </summary>
internal sealed class IdempotencyInterceptor(ActionCatalogue catalogue, IdempotentCalls calls, CallerReader callers) : Interceptor
{
    private static readonly string[] BindThemselves = ["executePromotion", Deployments.DeploymentExecution.ActionName];

    private readonly Dictionary<string, string> _actions = catalogue.Actions
        .Where(action => action.Writes && !BindThemselves.Contains(action.Name, StringComparer.Ordinal))
        .ToDictionary(action => action.MethodPath, action => action.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!_actions.TryGetValue(context.Method, out var action) || calls.Read(context, callers.Read(context), action, (IMessage)request) is not { } call)
        {
            return await continuation(request, context);
        }

        return await calls.OnceAsync(call, act => AnswerAsync(act, request, context, continuation), context.CancellationToken);
    }

    // A refusal is an answer like any other, and a repeat gets the same.
    private static async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        KeyedAct act, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        act.LeaveFor(context);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception) when (FailureTranslation.Translate(exception) is { } failure)
        {
            return Envelope.Of<TResponse>(failure);
        }
    }
}

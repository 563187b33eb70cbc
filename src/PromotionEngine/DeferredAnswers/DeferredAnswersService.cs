using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.DeferredAnswers;

/// <summary>The gRPC face of the answers that hosts owe.</summary>
internal sealed class DeferredAnswersService(
    DeferredAnswerQueue queue, IdempotentCalls calls, PromotionQueries promotions, CallerReader callers, AuditLog audit, IStateStore store)
    : PromotionService.V1.DeferredAnswers.DeferredAnswersBase
{
    private const int LongestId = 128;
    private const int MostClaimed = 100;
    private const int LongestReason = 200;
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context) => new()
    {
        Version = await queue.RegisterAsync(IdOf(request.Id), request.Content.Memory, HoldOf(request.HoldMilliseconds), context.CancellationToken) ?? 0,
    };

    /// <inheritdoc/>
    public override async Task<ClaimResponse> Claim(ClaimRequest request, ServerCallContext context)
    {
        var claimed = await queue.ClaimAsync(Math.Clamp(request.Take, 1, MostClaimed), HoldOf(request.HoldMilliseconds), context.CancellationToken);
        return new ClaimResponse
        {
            Answers = { claimed.Select(answer => new ClaimedAnswer { Id = answer.Id, Version = answer.Version, Content = UnsafeByteOperations.UnsafeWrap(answer.Content) }) },
        };
    }

    /// <inheritdoc/>
    public override async Task<HoldResponse> Hold(HoldRequest request, ServerCallContext context) => new()
    {
        Held = await queue.HoldAsync(IdOf(request.Id), request.Version, HoldOf(request.HoldMilliseconds), context.CancellationToken),
    };

    /// <inheritdoc/>
    public override async Task<SaveResponse> Save(SaveRequest request, ServerCallContext context) => new()
    {
        Version = await queue.SaveAsync(
            IdOf(request.Id), request.Version, request.Content.Memory, TimeSpan.FromMilliseconds(Math.Max(0, request.DueMilliseconds)), context.CancellationToken) ?? 0,
    };

    /// <inheritdoc/>
    public override async Task<SettleResponse> Settle(SettleRequest request, ServerCallContext context) => new()
    {
        Settled = await queue.SettleAsync(IdOf(request.Id), request.Version, context.CancellationToken),
    };

    /// <inheritdoc/>
    public override async Task<DescribeWorkResponse> DescribeWork(DescribeWorkRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        var reference = await calls.ReferenceAsync(caller, request.Action, request.IdempotencyKey, context.CancellationToken);
        return new DescribeWorkResponse { Message = reference.Length > 0 ? await ProgressAsync(caller, reference, context.CancellationToken) : string.Empty };
    }

    /// <inheritdoc/>
    public override async Task<RecordRefusalResponse> RecordRefusal(RecordRefusalRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        var entry = new AuditEvent(await store.NowAsync(context.CancellationToken), caller.AuditName, "refuseCallback")
        {
            AssertedBy = caller.AssertedBy,
            Client = caller.ClientAddress,
            After = $"{request.Host}: {request.Reason}" is { Length: > LongestReason } text ? text[..LongestReason] : $"{request.Host}: {request.Reason}",
        };
        var commit = new Commit();
        audit.Append(commit, entry);
        (await store.CommitAsync(commit, context.CancellationToken)).OrThrow();
        audit.Announce(entry);
        return new RecordRefusalResponse();
    }

    private static string IdOf(string id) => id.Length is > 0 and <= LongestId && id.All(char.IsAsciiLetterOrDigit)
        ? id
        : throw new RpcException(new Status(StatusCode.InvalidArgument, $"The ID of an answer is 1 to {LongestId} ASCII letters and digits."));

    private static TimeSpan HoldOf(int milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, (int)LongestHold.TotalMilliseconds));

    // Only promotions say how far they are; other work is short, or not known here.
    private async Task<string> ProgressAsync(Caller caller, string reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await promotions.ProgressAsync(caller, new PromotionId(reference), cancellationToken)).Message;
        }
        catch (PromotionFailure)
        {
            return string.Empty;
        }
    }
}

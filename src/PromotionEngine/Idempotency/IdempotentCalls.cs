using System.Collections.Concurrent;
using Contract.Calls;
using Contract.Errors;
using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Hosting;
using PromotionEngine.State;

namespace PromotionEngine.Idempotency;

/// <summary>
/// Lets callers repeat a call without its work being done twice. A key belongs to connector, person and action; with another body it is refused. Answers
/// that say no more than "try again" are not kept.
/// </summary>
public sealed class IdempotentCalls(IStateStore store, IdempotencyKeys keys, NamedLocks locks, EngineOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<IdempotencyKey, Task> _first = new();

    /// <summary>What makes this call repeatable; null when its caller sent no key.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST when the key has not the right form.</exception>
    public IdempotentCall? Read(ServerCallContext context, Caller caller, string action, IMessage body)
    {
        var key = context.RequestHeaders.GetValue(CallMetadata.IdempotencyKey);
        if (string.IsNullOrEmpty(key))
        {
            return null;
        }

        if (key.Length > CallMetadata.MaxIdempotencyKeyLength || key.Any(letter => letter is < ' ' or > '~'))
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"The idempotency key must be at most {CallMetadata.MaxIdempotencyKeyLength} printable ASCII characters.");
        }

        return new IdempotentCall(KeyOf(caller, action, key), keys.Seal(body.ToByteArray()));
    }

    /// <summary>What the caller's call under <paramref name="key"/> works on, usually the promotion's ID; empty when it has ended, or there is none.</summary>
    public Task<string> ReferenceAsync(Caller caller, string action, string key, CancellationToken cancellationToken) =>
        keys.ReferenceAsync(KeyOf(caller, action, key), cancellationToken);

    /// <summary>What is known of the call.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST when the key was used with another body, or with one that cannot be compared.</exception>
    public async Task<IdempotencyState> FindAsync(IdempotentCall call, CancellationToken cancellationToken)
    {
        var state = await keys.FindAsync(call.Key, call.BodySeal, cancellationToken);
        return state.Phase switch
        {
            IdempotencyPhase.OtherBody => throw Refused("was used with another request before. Use a new key for a new request."),
            IdempotencyPhase.OtherKey => throw Refused(
                $"was used before with an engine whose {IdempotencySecret.Setting} or {SharedKeys.CurrentSetting} is another, so that the requests cannot be compared. "
                + "See what became of the first call, then use a new key; the operator gives all engines the same keys."),
            _ => state,
        };

        static PromotionFailure Refused(string why) => new(ErrorCodes.InvalidRequest, $"The idempotency key {why}");
    }

    /// <summary>Adds to the commit that begins the work that the call works on <paramref name="reference"/>.</summary>
    public void Bind(Commit commit, IdempotentCall call, string reference) => keys.Bind(commit, call.Key, call.BodySeal, reference);

    /// <summary>Whether the commit was refused because an equal call began its work already.</summary>
    public bool IsBound(CommitOutcome outcome, IdempotentCall call) => keys.IsBound(outcome, call.Key);

    /// <summary>Keeps the answer for repeats.</summary>
    public Task KeepAsync(IdempotentCall call, IMessage answer, CancellationToken cancellationToken) => keys.AnswerAsync(call.Key, answer.ToByteArray(), cancellationToken);

    /// <summary>Keeps the refusal of a call that began nothing. False when an equal call began, or was refused, in between: what is known of it then counts.</summary>
    public Task<bool> KeepRefusalAsync(IdempotentCall call, IMessage refusal, CancellationToken cancellationToken) =>
        keys.AnswerNewAsync(call.Key, call.BodySeal, refusal.ToByteArray(), cancellationToken);

    /// <summary>Frees the key of a call that worked on <paramref name="reference"/> and whose answer says "try again".</summary>
    public Task ForgetAsync(IdempotentCall call, string reference, CancellationToken cancellationToken) => keys.ForgetAsync(call.Key, reference, cancellationToken);

    /// <summary>
    /// Lets one of several equal calls in this engine begin at a time, so that the others find its work begun when their turn comes. Disposing lets the next in.
    /// </summary>
    public async Task<IDisposable> EnterAsync(IdempotentCall call, CancellationToken cancellationToken)
    {
        var mine = new Turn(call.Key, _first);
        while (true)
        {
            var current = _first.GetOrAdd(call.Key, mine.Done);
            if (ReferenceEquals(current, mine.Done))
            {
                return mine;
            }

            await current.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Does <paramref name="work"/> once for equal calls of an action that starts no run. When its engine dies the repeat does it again, told by the
    /// <see cref="KeyedAct"/> whether the act itself is committed.
    /// </summary>
    internal async Task<TResponse> OnceAsync<TResponse>(IdempotentCall call, Func<KeyedAct, Task<TResponse>> work, CancellationToken cancellationToken)
        where TResponse : class
    {
        using var turn = await EnterAsync(call, cancellationToken);
        var owner = Guid.NewGuid().ToString("n");
        await using var held = await locks.TakeKeptAsync(LockOf(call), owner, options.CallLease, options.CallLease + Patience, cancellationToken) ?? throw StillAtWork();
        var state = await FindAsync(call, cancellationToken);
        if (state.Phase == IdempotencyPhase.Answered)
        {
            return Read<TResponse>(state);
        }

        if (state.Phase == IdempotencyPhase.New)
        {
            var commit = new Commit();
            Bind(commit, call, owner);
            var bound = (await store.CommitAsync(commit, cancellationToken)).OrThrow();
            state = new IdempotencyState(IdempotencyPhase.Started, owner, default) { Version = bound.Version };
        }

        return await WorkAsync(call, state, work, cancellationToken);
    }

    /// <summary>Whether an answer with this code is given to every repeat. An error of the platform or of ours says no more than "try again"; a refusal stays one.</summary>
    public static bool IsKept(string code) => code != ErrorCodes.InternalError && !ErrorCatalogue.IsRetryable(code);

    private static IdempotencyKey KeyOf(Caller caller, string action, string key)
    {
        var person = caller.Person.Subject.Length > 0 ? caller.Person.Subject : caller.Person.Email;
        return new IdempotencyKey($"{caller.AssertedBy}\n{person}", action, key);
    }

    private async Task<TResponse> WorkAsync<TResponse>(IdempotentCall call, IdempotencyState bound, Func<KeyedAct, Task<TResponse>> work, CancellationToken cancellationToken)
        where TResponse : class
    {
        var act = new KeyedAct(keys, call, bound);
        try
        {
            var response = await work(act);
            var code = Envelope.CodeOf((IMessage)response);
            if (act.IsCommitted ? code.Length == 0 : IsKept(code))
            {
                return await act.AnswerAsync((IMessage)response, cancellationToken) ? response : await SettleAsync(call, response, cancellationToken);
            }

            await LetGoAsync(call, bound, act, cancellationToken);
            return response;
        }
        catch (Exception exception) when (FailureTranslation.Translate(exception) is not null)
        {
            // Refusals are found out afresh: nothing was done.
            await LetGoAsync(call, bound, act, CancellationToken.None);
            throw;
        }
    }

    // What is committed stays so: a repeat goes on from there.
    private Task LetGoAsync(IdempotentCall call, IdempotencyState bound, KeyedAct act, CancellationToken cancellationToken) =>
        act.IsCommitted ? Task.CompletedTask : ForgetAsync(call, bound.Reference, cancellationToken);

    // This engine was away for so long that another let an equal call in: what that one did counts.
    private async Task<TResponse> SettleAsync<TResponse>(IdempotentCall call, TResponse response, CancellationToken cancellationToken)
        where TResponse : class
    {
        var state = await FindAsync(call, cancellationToken);
        return state.Phase switch
        {
            IdempotencyPhase.Answered => Read<TResponse>(state),
            IdempotencyPhase.Committed when Envelope.CodeOf((IMessage)response).Length > 0 => throw StillAtWork(),
            _ => response,
        };
    }

    private static string LockOf(IdempotentCall call) => $"idempotent:{KeyDigest.Of(call.Key.Scope, call.Key.Action, call.Key.Key)}";

    private static PromotionFailure StillAtWork() => new(ErrorCodes.InternalError, "An equal call is still at work. Try again.");

    private static TResponse Read<TResponse>(IdempotencyState answered)
        where TResponse : class
    {
        var kept = Activator.CreateInstance<TResponse>();
        ((IMessage)kept).MergeFrom(answered.Answer.Span);
        return kept;
    }

    private sealed class Turn(IdempotencyKey key, ConcurrentDictionary<IdempotencyKey, Task> turns) : IDisposable
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        public void Dispose()
        {
            turns.TryRemove(KeyValuePair.Create(key, Done));
            _done.TrySetResult();
        }
    }
}

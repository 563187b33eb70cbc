using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.State;

namespace PromotionEngine.Idempotency;

/// <summary>
/// An act under an idempotency key. Its answer is kept in the act's own commit, so that no engine dies between the two: the repeat finds the answer, does what
/// follows the commit once more, and completes it.
/// </summary>
internal sealed class KeyedAct
{
    private readonly IdempotencyKeys? _keys;
    private readonly IdempotentCall? _call;
    private readonly string _reference = string.Empty;
    private ReadOnlyMemory<byte> _committed;
    private ReadOnlyMemory<byte> _adding;
    private long _version;

    /// <summary>What is known of <paramref name="call"/> when its turn comes.</summary>
    /// <param name="keys">Where the keys are kept.</param>
    /// <param name="call">The call.</param>
    /// <param name="bound">The state of its key, which is bound.</param>
    internal KeyedAct(IdempotencyKeys keys, IdempotentCall call, IdempotencyState bound)
    {
        _keys = keys;
        _call = call;
        _reference = bound.Reference;
        _version = bound.Version;
        if (bound.Phase == IdempotencyPhase.Committed)
        {
            IsCommitted = true;
            _committed = bound.Answer;
        }
    }

    private KeyedAct()
    {
    }

    /// <summary>The act of a caller who sent no key: nothing is kept of it.</summary>
    public static KeyedAct None { get; } = new();

    /// <summary>Whether the act is committed, by this call or by an equal one before it.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>What the interceptor left for the handler of <paramref name="context"/>.</summary>
    public static KeyedAct Of(ServerCallContext context) => context.UserState.TryGetValue(typeof(KeyedAct), out var found) ? (KeyedAct)found : None;

    /// <summary>Leaves this for the handler of <paramref name="context"/>.</summary>
    public void LeaveFor(ServerCallContext context) => context.UserState[typeof(KeyedAct)] = this;

    /// <summary>The answer that an equal call kept in its commit; null when none got as far.</summary>
    public TResponse? Committed<TResponse>()
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (!IsCommitted)
        {
            return null;
        }

        var answer = new TResponse();
        answer.MergeFrom(_committed.Span);
        return answer;
    }

    /// <summary>Adds to the commit of the act the answer that it leads to. The commit is refused when an equal call at another engine went on meanwhile.</summary>
    public void Keep(Commit commit, IMessage answer)
    {
        if (_keys is not null)
        {
            _adding = answer.ToByteArray();
            _keys.Keep(commit, _call!.Key, _call.BodySeal, _reference, _version, _adding);
        }
    }

    /// <summary>The commit was made, as <paramref name="version"/>.</summary>
    public void Kept(long version)
    {
        if (_keys is not null)
        {
            (IsCommitted, _committed, _version) = (true, _adding, version);
        }
    }

    /// <summary>Keeps the whole answer. False when an equal call at another engine went on meanwhile.</summary>
    internal Task<bool> AnswerAsync(IMessage answer, CancellationToken cancellationToken) =>
        _keys!.AnswerAsync(_call!.Key, _call.BodySeal, _reference, _version, answer.ToByteArray(), cancellationToken);
}

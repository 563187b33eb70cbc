using System.Security.Cryptography;

namespace PromotionEngine.State;

/// <summary>
/// Answers a repeated call with what the first was answered. A key is bound in the commit that begins the work, so that there is no work without the binding;
/// of the body only an HMAC is kept.
/// </summary>
/// <param name="store">Where the keys are kept.</param>
/// <param name="hmacKey">Key of the HMAC over bodies, at least 32 bytes, the same in all engines.</param>
public sealed class IdempotencyKeys(IStateStore store, byte[] hmacKey)
{
    /// <summary>How long a binding is kept, from its making and again from its answer.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromHours(24);

    private readonly byte[] _hmacKey = hmacKey.Length >= 32 ? hmacKey : throw new ArgumentException("The key has fewer than 32 bytes.", nameof(hmacKey));

    private readonly string _keyId = Convert.ToHexStringLower(HMACSHA256.HashData(hmacKey, "which key sealed this"u8))[..8];

    /// <summary>The HMAC of a decoded message, by which bodies are compared, after a word that tells which key made it.</summary>
    public string Seal(ReadOnlySpan<byte> body) => $"{_keyId}:{Convert.ToHexStringLower(HMACSHA256.HashData(_hmacKey, body))}";

    /// <summary>What is known of the key.</summary>
    public async Task<IdempotencyState> FindAsync(IdempotencyKey key, string bodySeal, CancellationToken cancellationToken)
    {
        if (await ReadAsync(key, cancellationToken) is not { } found)
        {
            return new IdempotencyState(IdempotencyPhase.New, string.Empty, default);
        }

        var record = found.Record;
        if (!string.Equals(record.BodySeal, bodySeal, StringComparison.Ordinal))
        {
            var phase = record.BodySeal.StartsWith($"{_keyId}:", StringComparison.Ordinal) ? IdempotencyPhase.OtherBody : IdempotencyPhase.OtherKey;
            return new IdempotencyState(phase, record.Reference, default) { Version = found.Version };
        }

        var reached = record.Answer is not null ? IdempotencyPhase.Answered : record.Committed is not null ? IdempotencyPhase.Committed : IdempotencyPhase.Started;
        return new IdempotencyState(reached, record.Reference, record.Answer ?? record.Committed) { Version = found.Version };
    }

    /// <summary>What a key that is bound and not answered works on, whatever its body; empty when there is none.</summary>
    public async Task<string> ReferenceAsync(IdempotencyKey key, CancellationToken cancellationToken) =>
        await ReadAsync(key, cancellationToken) is { Record.Answer: null } found ? found.Record.Reference : string.Empty;

    /// <summary>
    /// Adds the binding to the commit that begins the work. When the key is bound already, <see cref="IsBound"/> is true of the outcome:
    /// then <see cref="FindAsync"/> tells what to do.
    /// </summary>
    public void Bind(Commit commit, IdempotencyKey key, string bodySeal, string reference) => commit
        .Expect(NameOf(key), 0)
        .Put(NameOf(key), StateJson.Write(new IdempotencyRecord(bodySeal, reference, null)), Kept);

    /// <summary>Whether the commit was refused because the key is bound already.</summary>
    public bool IsBound(CommitOutcome outcome, IdempotencyKey key) => outcome.Status == CommitStatus.Conflict && outcome.FailedOn(NameOf(key));

    /// <summary>
    /// Adds to the commit that does the work the answer that it leads to, so that neither is there without the other. The commit is refused when the key is
    /// not at <paramref name="version"/> any more: an equal call went on with it.
    /// </summary>
    public void Keep(Commit commit, IdempotencyKey key, string bodySeal, string reference, long version, ReadOnlyMemory<byte> answer) => commit
        .Expect(NameOf(key), version)
        .Put(NameOf(key), StateJson.Write(new IdempotencyRecord(bodySeal, reference, null) { Committed = answer.ToArray() }), Kept);

    /// <summary>Keeps the last answer of a call whose key is at <paramref name="version"/>. False when it is not: an equal call went on with it.</summary>
    public async Task<bool> AnswerAsync(IdempotencyKey key, string bodySeal, string reference, long version, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var record = new IdempotencyRecord(bodySeal, reference, answer.ToArray());
        var outcome = await store.CommitAsync(new Commit().Expect(NameOf(key), version).Put(NameOf(key), StateJson.Write(record), Kept), cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <summary>Keeps the answer for repeats. The first answer stays: false when there is one, or the key is not bound any more.</summary>
    public async Task<bool> AnswerAsync(IdempotencyKey key, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        if (await ReadAsync(key, cancellationToken) is not { } found || found.Record.Answer is not null)
        {
            return false;
        }

        var answered = found.Record with { Answer = answer.ToArray(), Committed = null };
        var commit = new Commit().Expect(NameOf(key), found.Version).Put(NameOf(key), StateJson.Write(answered), Kept);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <summary>Binds a key and keeps its answer at once, for a call that began nothing. False when the key is bound already.</summary>
    public async Task<bool> AnswerNewAsync(IdempotencyKey key, string bodySeal, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var record = new IdempotencyRecord(bodySeal, string.Empty, answer.ToArray());
        var outcome = await store.CommitAsync(new Commit().Expect(NameOf(key), 0).Put(NameOf(key), StateJson.Write(record), Kept), cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <summary>Adds to a commit that the key is free again: the answer says "try again", and a repeat is to be a new call.</summary>
    public void Forget(Commit commit, IdempotencyKey key) => commit.Delete(NameOf(key));

    /// <summary>Frees the key if it is still bound to <paramref name="reference"/>, and nothing is committed or answered.</summary>
    public async Task ForgetAsync(IdempotencyKey key, string reference, CancellationToken cancellationToken)
    {
        if (await ReadAsync(key, cancellationToken) is { Record: { Answer: null, Committed: null } } found && string.Equals(found.Record.Reference, reference, StringComparison.Ordinal))
        {
            var outcome = await store.CommitAsync(new Commit().Expect(NameOf(key), found.Version).Delete(NameOf(key)), cancellationToken);
            if (outcome.Status != CommitStatus.Conflict)
            {
                outcome.OrThrow();
            }
        }
    }

    private static string NameOf(IdempotencyKey key) => StateKeys.Idempotency(KeyDigest.Of(key.Scope, key.Action, key.Key));

    private async Task<(long Version, IdempotencyRecord Record)?> ReadAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        return await store.GetAsync(name, cancellationToken) is { } value ? (value.Version, StateJson.Read<IdempotencyRecord>(name, value.Value)) : null;
    }
}

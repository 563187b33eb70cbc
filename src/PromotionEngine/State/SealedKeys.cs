namespace PromotionEngine.State;

/// <summary>Keys of the hosts, as sealed by them. They are kept much longer than what they protect, and no more than there is a use for.</summary>
public sealed class SealedKeys(IStateStore store)
{
    /// <summary>Most keys that are kept; the oldest give way. Hosts make one in three months.</summary>
    public const int Most = 20;

    /// <summary>Longest key in bytes.</summary>
    public const int LongestKey = 16 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>The keys in the order in which they were added.</summary>
    public async Task<IReadOnlyList<byte[]>> ListAsync(CancellationToken cancellationToken) => Read(await store.GetAsync(StateKeys.HostKeys, cancellationToken));

    /// <summary>Keeps another key; what another host added at the same moment stays.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task AddAsync(byte[] key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await store.GetAsync(StateKeys.HostKeys, cancellationToken);
            IReadOnlyList<byte[]> keys = [.. Read(before).Append(key).TakeLast(Most)];
            var commit = new Commit().Expect(StateKeys.HostKeys, before?.Version ?? 0).Put(StateKeys.HostKeys, StateJson.Write(keys), Kept);
            var outcome = await store.CommitAsync(commit, cancellationToken);
            if (outcome.Status != CommitStatus.Conflict)
            {
                outcome.OrThrow();
                return;
            }
        }
    }

    private static IReadOnlyList<byte[]> Read(StateValue? kept) => kept is { } value ? StateJson.Read<IReadOnlyList<byte[]>>(StateKeys.HostKeys, value.Value) : [];
}

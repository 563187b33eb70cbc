using System.Collections.Concurrent;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>What all scopes of a client share.</summary>
internal sealed class PlatformShared(PlatformTransport transport, PlatformOptions options, TimeProvider time, BoomiBackoff backoff, RevisionCache revisions)
{
    private int _bulkRefusesVersions;
    private int _bulkReadsVersions;

    public PlatformTransport Transport { get; } = transport;

    public PlatformOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public BoomiBackoff Backoff { get; } = backoff;

    public RevisionCache Revisions { get; } = revisions;

    /// <summary>main of each account; it never changes.</summary>
    public ConcurrentDictionary<AccountId, Branch> MainBranches { get; } = new();

    /// <summary>Root folder of each account; it never changes.</summary>
    public ConcurrentDictionary<AccountId, Folder> RootFolders { get; } = new();

    /// <summary>Whether the platform was seen to refuse a version in a bulk read that it answers singly.</summary>
    public bool BulkRefusesVersions => Volatile.Read(ref _bulkRefusesVersions) != 0;

    /// <summary>Whether the platform was seen to answer the asked version in a bulk read.</summary>
    public bool BulkReadsVersions => Volatile.Read(ref _bulkReadsVersions) != 0;

    public AccountId Primary { get; } = new(options.AccountId);

    public void BulkWasRefused() => Volatile.Write(ref _bulkRefusesVersions, 1);

    public void BulkWasRead() => Volatile.Write(ref _bulkReadsVersions, 1);
}

using System.IO.Compression;
using System.Text;
using PromotionEngine.Components;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Diffs;

/// <summary>The copies that are kept with promotions, masked and compressed; a record for each component, and one that says that the copy is complete.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="options">How long.</param>
public sealed class KeptDiffs(IStateStore store, DiffOptions options)
{
    // As many in one commit as keep it small.
    private const int PerCommit = 20;

    /// <summary>What was left out of the copy of <paramref name="promotion"/>, with the reason of each; null when there is no complete copy.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> LeftOutAsync(PromotionId promotion, CancellationToken cancellationToken) =>
        await store.GetAsync(SummaryKey(promotion), cancellationToken) is { } value
            ? StateJson.Read<Dictionary<string, string>>(SummaryKey(promotion), value.Value)
            : null;

    /// <summary>The copy of one component; null when none is kept.</summary>
    public async Task<ComponentDiff?> FindAsync(PromotionId promotion, ComponentId component, CancellationToken cancellationToken)
    {
        var key = Key(promotion, component);
        return await store.GetAsync(key, cancellationToken) is { } value ? Unpack(StateJson.Read<KeptDiff>(key, value.Value), component) : null;
    }

    /// <summary>Keeps copies. <paramref name="leftOut"/> names what is not among them, and why; with it the copy is complete.</summary>
    public async Task PutAsync(PromotionId promotion, IReadOnlyList<KeptDiff> diffs, IReadOnlyDictionary<string, string> leftOut, CancellationToken cancellationToken)
    {
        foreach (var some in diffs.Chunk(PerCommit))
        {
            var commit = new Commit();
            foreach (var diff in some)
            {
                commit.Put(Key(promotion, new ComponentId(diff.ComponentId)), StateJson.Write(diff), options.KeepFor);
            }

            (await store.CommitAsync(commit, cancellationToken)).OrThrow();
        }

        (await store.CommitAsync(new Commit().Put(SummaryKey(promotion), StateJson.Write(leftOut), options.KeepFor), cancellationToken)).OrThrow();
    }

    /// <summary>Keeps what there is of <paramref name="components"/> for its whole time from now on.</summary>
    public async Task ProlongAsync(PromotionId promotion, IEnumerable<ComponentId> components, CancellationToken cancellationToken)
    {
        var commit = new Commit().Touch(SummaryKey(promotion), options.KeepFor);
        foreach (var component in components)
        {
            commit.Touch(Key(promotion, component), options.KeepFor);
        }

        (await store.CommitAsync(commit, cancellationToken)).OrThrow();
    }

    /// <summary>A diff as it is kept. The sides are compressed together: most of them is the same.</summary>
    public static KeptDiff Pack(ComponentDiff diff)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(diff.BranchXml));
            brotli.Write(Encoding.UTF8.GetBytes(diff.MainXml));
        }

        return new KeptDiff(diff.Id.Value, diff.Name, diff.BranchVersion, diff.MainVersion, Encoding.UTF8.GetByteCount(diff.BranchXml), Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>The diff that was kept.</summary>
    internal static ComponentDiff Unpack(KeptDiff kept, ComponentId component)
    {
        using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(kept.Packed)), CompressionMode.Decompress);
        using var both = new MemoryStream();
        brotli.CopyTo(both);
        var bytes = both.GetBuffer().AsSpan(0, (int)both.Length);
        return new ComponentDiff(component, kept.Name, Encoding.UTF8.GetString(bytes[..kept.BranchBytes]), Encoding.UTF8.GetString(bytes[kept.BranchBytes..]), kept.BranchVersion, kept.MainVersion);
    }

    private static string SummaryKey(PromotionId promotion) => $"diff:{promotion}";

    private static string Key(PromotionId promotion, ComponentId component) => $"diff:{promotion}:{component}";
}

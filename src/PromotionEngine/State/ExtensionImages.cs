using System.IO.Compression;
using System.Text;

namespace PromotionEngine.State;

/// <summary>
/// Earlier states of environments: masked ones from before each change, for people; and hashes of the fields as somebody read them, so that an edit on
/// an old reading can be told what changed.
/// </summary>
public sealed class ExtensionImages(IStateStore store)
{
    private const int LargestImage = 64 * 1024 * 1024;

    /// <summary>How long the state from before a change is kept.</summary>
    public static TimeSpan BeforeKept { get; } = TimeSpan.FromDays(30);

    /// <summary>How long a reading is remembered.</summary>
    public static TimeSpan ReadingKept { get; } = TimeSpan.FromDays(7);

    /// <summary>Adds the state before a change to the commit that allows it. What is older than <see cref="BeforeKept"/> leaves the list.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="savedBy">Who makes the change.</param>
    /// <param name="masked">The state, secrets masked, as JSON.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    public async Task SaveBeforeAsync(Commit commit, string environment, string savedBy, string masked, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var digest = KeyDigest.Of(environment);
        var index = StateKeys.ExtensionsBefore(digest);
        foreach (var old in await store.RangeAsync(index, new IndexRange(Max: (now - BeforeKept).ToUnixTimeMilliseconds()), cancellationToken))
        {
            commit.IndexRemove(index, old.Member);
        }

        var image = new KeptImage(now, savedBy, Pack(masked));
        commit.Put(StateKeys.ExtensionBefore(digest, commit.Id), StateJson.Write(image), BeforeKept).IndexAdd(index, commit.Id, now.ToUnixTimeMilliseconds());
    }

    /// <summary>The states before the latest changes, newest first.</summary>
    public async Task<IReadOnlyList<(KeptImage Image, string Masked)>> BeforeAsync(string environment, int take, CancellationToken cancellationToken)
    {
        var digest = KeyDigest.Of(environment);
        var members = await store.RangeAsync(StateKeys.ExtensionsBefore(digest), new IndexRange(Take: take, Descending: true), cancellationToken);
        var keys = members.Select(member => StateKeys.ExtensionBefore(digest, member.Member)).ToList();
        var values = await store.GetManyAsync(keys, cancellationToken);
        return [.. values.Select((value, at) => (value, key: keys[at])).Where(pair => pair.value is not null)
            .Select(pair => StateJson.Read<KeptImage>(pair.key, pair.value!.Value.Value))
            .Select(image => (image, Unpack(image.Packed)))];
    }

    /// <summary>Remembers a reading by its hash.</summary>
    public async Task RememberAsync(string environment, string hash, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var key = StateKeys.ExtensionImage(KeyDigest.Of(environment, hash));
        (await store.CommitAsync(new Commit().Put(key, Pack(StateJson.Write(fields)), ReadingKept).WithoutEpoch(), cancellationToken)).OrThrow();
    }

    /// <summary>The fields of a reading, or null when it is no longer, or never was, remembered.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> RecallAsync(string environment, string hash, CancellationToken cancellationToken)
    {
        var key = StateKeys.ExtensionImage(KeyDigest.Of(environment, hash));
        return await store.GetAsync(key, cancellationToken) is { } value ? StateJson.Read<Dictionary<string, string>>(key, Unpack(value.Value)) : null;
    }

    private static string Pack(string text)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.Fastest))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(buffer.ToArray());
    }

    private static string Unpack(string packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(packed), writable: false), CompressionMode.Decompress);
        using var text = new MemoryStream();
        deflate.CopyTo(text);
        return text.Length <= LargestImage ? Encoding.UTF8.GetString(text.ToArray()) : throw new StateLayoutException("A kept state of extensions is too large.");
    }
}

using System.Globalization;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>
/// Moves a store of an older layout to the present one, step by step of <paramref name="steps"/>. First the older layout loses its epoch marker, so that engines
/// that still run with it write nothing more; the marker comes back, with the same epoch, as the last thing. A move that was broken off is gone on with by the next one.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="steps">A step for each layout from the oldest that can still be moved.</param>
internal sealed class LayoutMove(RedisStateStore store, IReadOnlyList<LayoutStep> steps)
{
    private const string Record = "r:";

    /// <summary>The steps that this version has. There has been one layout so far.</summary>
    public static IReadOnlyList<LayoutStep> KnownSteps { get; } = [];

    /// <summary>Moves everything, and answers how many keys that were.</summary>
    /// <exception cref="StateLayoutException">The store is not in an older layout that there are steps from; nothing was touched.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var present = int.Parse(store.Layout.Layout, CultureInfo.InvariantCulture);
        var older = await OlderAsync(cancellationToken);
        var path = Enumerable.Range(older, present - older).Select(from => steps.FirstOrDefault(step => step.From == from)
            ?? throw new StateLayoutException($"There is no way from layout {from} to {from + 1} in this version. Run a version between the two first.")).ToList();
        var from = new RedisLayout(store.KeyPrefix, older.ToString(CultureInfo.InvariantCulture));
        await CloseAsync(from, cancellationToken);
        var moved = 0;
        int inThisRound;
        do
        {
            inThisRound = 0;
            await foreach (var key in store.KeysAsync(from.AllKeys, cancellationToken))
            {
                inThisRound += await MoveAsync(from, key, path, cancellationToken);
            }

            moved += inThisRound;
        }
        while (inThisRound > 0);

        await store.Link.EvaluateAsync(RedisScripts.Move, [from.Record(RedisLayout.MovingEpoch), store.Layout.Record(StateKeys.Epoch)], [], cancellationToken);
        return moved;
    }

    private async Task<int> OlderAsync(CancellationToken cancellationToken)
    {
        var survey = await store.SurveyAsync(cancellationToken);
        return survey.OtherLayouts is [var only] && int.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < int.Parse(store.Layout.Layout, CultureInfo.InvariantCulture)
            ? number
            : throw new StateLayoutException(
                $"The store holds data in layout {string.Join(", ", survey.OtherLayouts)}; only a store in one older layout can be moved to layout {store.Layout.Layout}. Run the version that wrote it.");
    }

    // From here on the older engines write nothing: what a run of theirs had not committed yet, the newer ones go on with as after a crash.
    private async Task CloseAsync(RedisLayout from, CancellationToken cancellationToken)
    {
        await store.Link.EvaluateAsync(RedisScripts.Move, [from.Record(StateKeys.Epoch), from.Record(RedisLayout.MovingEpoch)], [], cancellationToken);
        if (!await store.Link.RunAsync(database => database.KeyExistsAsync(from.Record(RedisLayout.MovingEpoch), store.Link.Primary), cancellationToken))
        {
            throw new StateLayoutException($"The data in layout {from.Layout} has no epoch marker. Rebuild the store with the version that wrote it first.");
        }
    }

    private async Task<int> MoveAsync(RedisLayout from, string key, IReadOnlyList<LayoutStep> path, CancellationToken cancellationToken)
    {
        var name = from.NameOf(key)!;
        if (string.Equals(name, Record + RedisLayout.MovingEpoch, StringComparison.Ordinal))
        {
            return 0;
        }

        RedisValue[] change = [];
        if (name.StartsWith(Record, StringComparison.Ordinal))
        {
            var before = (string?)await store.Link.RunAsync(database => database.HashGetAsync(key, "d", store.Link.Primary), cancellationToken) ?? string.Empty;
            var after = path.Aggregate(before, (value, step) => step.ChangeRecord(name[Record.Length..], value));
            change = string.Equals(after, before, StringComparison.Ordinal) ? [] : [after];
        }

        return (int)await store.Link.EvaluateAsync(RedisScripts.Move, [key, store.Layout.KeyOf(name)], change, cancellationToken);
    }
}

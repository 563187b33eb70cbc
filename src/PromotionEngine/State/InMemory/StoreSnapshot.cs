namespace PromotionEngine.State.InMemory;

/// <summary>A store in memory as it is written to a file.</summary>
internal sealed record StoreSnapshot(
    int Layout,
    long LastCommit,
    IReadOnlyDictionary<string, MemoryRecord> Records,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Indexes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Lists)
{
    /// <summary>The layout that this version reads and writes.</summary>
    public const int Current = 1;
}

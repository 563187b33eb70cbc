namespace PromotionEngine.State;

/// <summary>Which part of an index to read.</summary>
/// <param name="Min">Lowest score, itself included.</param>
/// <param name="Max">Highest score, itself included.</param>
/// <param name="Take">Most members to answer.</param>
/// <param name="Descending">Whether the highest score comes first.</param>
/// <param name="Skip">Members of the range to leave out at the beginning.</param>
public sealed record IndexRange(
    double Min = double.NegativeInfinity,
    double Max = double.PositiveInfinity,
    int Take = int.MaxValue,
    bool Descending = false,
    int Skip = 0)
{
    /// <summary>The whole index, lowest score first.</summary>
    public static IndexRange All { get; } = new();
}

namespace Contract.Actions;

/// <summary>How many letters differ between two names, whatever their case.</summary>
internal static class EditDistance
{
    private const int LongestName = 128;

    /// <summary>Fewest insertions, deletions and replacements that turn one name into the other.</summary>
    public static int Between(string left, string right)
    {
        if (left.Length > LongestName || right.Length > LongestName)
        {
            return int.MaxValue;
        }

        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (char.ToLowerInvariant(left[row - 1]) == char.ToLowerInvariant(right[column - 1]) ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}

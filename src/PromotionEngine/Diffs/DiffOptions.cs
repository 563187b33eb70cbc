namespace PromotionEngine.Diffs;

/// <summary>Settings under <c>Diffs</c>: how much is kept of what a promotion changed.</summary>
public sealed class DiffOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Diffs";

    /// <summary>How long a copy is kept, counted from when it was made and again from when the branch went.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(60);

    /// <summary>Most changed components of one promotion that a copy is kept of.</summary>
    public int MaxComponents { get; set; } = 300;

    /// <summary>Longest component, in characters of both sides together; of a longer one none is kept.</summary>
    public int MaxCharacters { get; set; } = 2_000_000;

    /// <summary>Most bytes that the copies of one promotion may take, compressed.</summary>
    public int MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IEnumerable<string> Problems()
    {
        if (KeepFor < TimeSpan.FromDays(1))
        {
            yield return $"{Section}:KeepFor must be at least a day; it is {KeepFor}.";
        }

        if (MaxComponents < 0 || MaxCharacters < 0 || MaxBytes < 0)
        {
            yield return $"{Section}: MaxComponents, MaxCharacters and MaxBytes must not be negative; 0 keeps nothing.";
        }
    }
}

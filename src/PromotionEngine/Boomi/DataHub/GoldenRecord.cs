using System.Globalization;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>An active golden record.</summary>
/// <param name="RecordId">DataHub's ID of the record.</param>
/// <param name="Fields">Values by field name; fields without a value are left out.</param>
/// <param name="Links">Source entities that contribute to it; empty unless they were asked for.</param>
public sealed record GoldenRecord(string RecordId, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<RecordLink> Links)
{
    /// <summary>When DataHub last changed it; null when it did not say.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Value of a field, or empty.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field, string.Empty);

    /// <summary>Whole number of a field, or 0.</summary>
    public int Number(string field) => int.TryParse(this[field].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Instant of a field, or null.</summary>
    public DateTimeOffset? Instant(string field) =>
        DateTimeOffset.TryParse(this[field].Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    /// <summary>Whether a field holds <c>true</c>; flags are text in our models.</summary>
    public bool Flag(string field) => string.Equals(this[field].Trim(), "true", StringComparison.OrdinalIgnoreCase);
}

using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>One child of a filter.</summary>
/// <param name="Test">Whether a record satisfies it.</param>
internal sealed record Criterion(Func<GoldenRecord, bool> Test)
{
    /// <summary>Set for equality: every record that satisfies the criterion holds this value in this field, case aside.</summary>
    public (string UniqueId, string Value)? Lookup { get; init; }
}

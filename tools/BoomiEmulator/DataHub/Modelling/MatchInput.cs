namespace BoomiEmulator.DataHub.Modelling;

/// <summary>One side of a comparison.</summary>
/// <param name="Kind">INCOMING, EXISTING or STATIC.</param>
/// <param name="FieldUniqueId">The field, unless static.</param>
/// <param name="Value">The text, when static.</param>
internal sealed record MatchInput(string Kind, string? FieldUniqueId, string? Value)
{
    public string Describe() => Kind switch
    {
        "STATIC" => $"'{Value}'",
        "INCOMING" => $"Incoming {FieldUniqueId}",
        _ => $"Existing {FieldUniqueId}",
    };
}

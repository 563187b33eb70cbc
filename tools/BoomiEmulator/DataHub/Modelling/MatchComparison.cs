namespace BoomiEmulator.DataHub.Modelling;

/// <summary>Two inputs that have to be equal.</summary>
/// <param name="First">The left input.</param>
/// <param name="Second">The right input.</param>
/// <param name="Strict">Upper and lower case are different.</param>
internal sealed record MatchComparison(MatchInput First, MatchInput Second, bool Strict) : MatchExpression
{
    /// <summary>The field whose incoming value has to equal the existing one, when that is all that is compared.</summary>
    public string? SameField =>
        First.Kind == "INCOMING" && Second.Kind == "EXISTING" && First.FieldUniqueId == Second.FieldUniqueId ? First.FieldUniqueId : null;

    /// <summary>The comparison of a field with itself, without regard to case.</summary>
    public static MatchComparison Simple(string uniqueId) => new(new("INCOMING", uniqueId, null), new("EXISTING", uniqueId, null), Strict: false);

    public override string Describe() => $"{First.Describe()} {(Strict ? "strictly equals" : "equals")} {Second.Describe()}";
}

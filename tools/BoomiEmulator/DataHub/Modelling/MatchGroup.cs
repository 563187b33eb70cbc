namespace BoomiEmulator.DataHub.Modelling;

/// <summary>Expressions joined by AND, OR or NOT.</summary>
internal sealed record MatchGroup(string Operator, IReadOnlyList<MatchExpression> Parts) : MatchExpression
{
    public override string Describe() => Operator == "NOT"
        ? $"NOT ({Parts[0].Describe()})"
        : string.Join($" {Operator} ", Parts.Select(part => part is MatchGroup ? $"({part.Describe()})" : part.Describe()));
}

namespace BoomiEmulator.DataHub.Modelling;

/// <summary>A part of a match rule.</summary>
internal abstract record MatchExpression
{
    /// <summary>How the rule reads in the answer of a match preview.</summary>
    public abstract string Describe();
}

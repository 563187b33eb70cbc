namespace PromotionEngine.Components;

/// <summary>A secret place of main's document.</summary>
/// <param name="Value">What it holds.</param>
/// <param name="Encrypted">Whether the platform keeps it encrypted, so that the value is a hash and must not be sent.</param>
internal sealed record ProductionPlace(string Value, bool Encrypted)
{
    public override string ToString() => "ProductionPlace";
}

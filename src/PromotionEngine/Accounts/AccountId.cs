namespace PromotionEngine.Accounts;

/// <summary>ID of a Boomi account: the primary one, a development account or a client account.</summary>
/// <param name="Value">The ID as the platform writes it.</param>
public readonly record struct AccountId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

namespace PromotionEngine.Tests.State;

/// <summary>The implementations that one suite runs against.</summary>
public enum StoreKind
{
    InMemory,
    Redis,
}

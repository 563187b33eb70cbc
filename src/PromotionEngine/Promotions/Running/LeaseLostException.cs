namespace PromotionEngine.Promotions.Running;

/// <summary>Another engine owns the run now: this one stops without another write.</summary>
public sealed class LeaseLostException(PromotionId promotion) : Exception($"The lease on promotion {promotion} was lost.");

using PromotionEngine.Accounts;
using PromotionEngine.Promotions;

namespace PromotionEngine.Audit;

/// <summary>Who did something, as the audit names them.</summary>
/// <param name="Name">E-mail or subject of a person, or the name of a part of the service.</param>
public sealed record Actor(string Name)
{
    /// <summary>The connector that named the person; empty when the person's own credentials did.</summary>
    public string AssertedBy { get; init; } = string.Empty;

    /// <summary>Address that the call came from; empty for the service itself.</summary>
    public string Client { get; init; } = string.Empty;

    /// <summary>The person who calls.</summary>
    public static Actor Of(Caller caller) => new(caller.AuditName) { AssertedBy = caller.AssertedBy, Client = caller.ClientAddress };

    /// <summary>Who started the promotion, as the caller was named when the run began.</summary>
    public static Actor OfRun(Promotion promotion) => new(promotion.InitiatedBy.Label) { AssertedBy = promotion.AssertedBy, Client = promotion.ClientAddress };
}

using PromotionEngine.Promotions;

namespace PromotionEngine.Notifications;

/// <summary>A mail that is to be written and sent.</summary>
/// <param name="Event">What it tells of.</param>
/// <param name="Promotion">The promotion as it was then.</param>
public sealed record MailOrder(MailEvent Event, Promotion Promotion);

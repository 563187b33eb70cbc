namespace Faults.Tests.Rounds;

/// <summary>A mail as it came.</summary>
/// <param name="PromotionId">The promotion whose thread it belongs to.</param>
/// <param name="To">The recipient.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="MessageId">What it can be recognised by when it comes twice.</param>
internal sealed record SeenMail(string PromotionId, string To, string Subject, string MessageId);

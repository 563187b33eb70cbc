using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>What a call that promotes is answered.</summary>
/// <param name="Response">The answer.</param>
/// <param name="IsRunning">Whether the run goes on after it.</param>
internal sealed record ExecutionAnswer(ExecutePromotionResponse Response, bool IsRunning);

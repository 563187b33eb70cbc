using PromotionEngine.Accounts;
using PromotionEngine.Idempotency;

namespace PromotionEngine.Promotions;

/// <summary>How a run is started.</summary>
/// <param name="Caller">Who promotes.</param>
/// <param name="IsHotfix">Whether it is declared an emergency.</param>
/// <param name="Call">What makes the call repeatable; null when its caller sent no key.</param>
public sealed record StartRequest(Caller Caller, bool IsHotfix, IdempotentCall? Call)
{
    /// <summary>What must hold of the caller before anything is looked at; throws the refusal. A repeat of a call that was answered is not asked again.</summary>
    public Func<CancellationToken, Task> Admit { get; init; } = _ => Task.CompletedTask;
}

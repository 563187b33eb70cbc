using Google.Protobuf;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Idempotency;

/// <summary>The answer that a transition leads to, kept in its commit when the caller sent an idempotency key.</summary>
/// <param name="Act">The act.</param>
/// <param name="Of">The answer, of the promotion before and after; what follows the commit may complete it.</param>
internal sealed record ActAnswer(KeyedAct Act, Func<Promotion, Promotion, IMessage> Of)
{
    /// <summary>Adds the answer to the commit of the transition.</summary>
    public void Keep(Commit commit, Promotion before, Promotion after) => Act.Keep(commit, Of(before, after));
}

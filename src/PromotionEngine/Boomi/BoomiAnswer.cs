namespace PromotionEngine.Boomi;

/// <summary>What the platform answered: status, text without a byte-order mark, and how long it asked to wait.</summary>
internal sealed record BoomiAnswer(int Status, string Text, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsBusy => Status is 503 or 429;
}

using Polly;
using Polly.Retry;

namespace PromotionEngine.Boomi;

/// <summary>When a request is sent again, and after how long: 1, 2 and 4 seconds with up to a quarter more, or what <c>Retry-After</c> says.</summary>
/// <param name="time">Clock of the waits.</param>
/// <param name="maxRetryAfter">Longest <c>Retry-After</c> that is waited for.</param>
/// <param name="jitter">Numbers from 0 to below 1 that spread the waits of many callers.</param>
internal sealed class BoomiBackoff(TimeProvider time, TimeSpan maxRetryAfter, Func<double> jitter)
{
    /// <summary>How often a request is repeated.</summary>
    public const int Repeats = 3;

    private static readonly PredicateBuilder<BoomiAnswer> NotSent = new PredicateBuilder<BoomiAnswer>().Handle<UnsentRequestException>();

    /// <summary>The wait before repeat <paramref name="number"/>, counted from 0.</summary>
    public TimeSpan Delay(int number) => TimeSpan.FromSeconds(Math.Pow(2, number) * (1 + (0.25 * jitter())));

    /// <summary>Waits before repeat <paramref name="number"/>, counted from 0.</summary>
    public Task WaitAsync(int number, CancellationToken cancellationToken) => Task.Delay(Delay(number), time, cancellationToken);

    /// <summary>The repeats around a request.</summary>
    /// <param name="repeatable">Whether sending it twice does no harm; otherwise only what never left is sent again.</param>
    public ResiliencePipeline<BoomiAnswer> Pipeline(bool repeatable)
    {
        var handled = repeatable
            ? new PredicateBuilder<BoomiAnswer>()
                .Handle<UnsentRequestException>()
                .Handle<LostAnswerException>()
                .HandleResult(answer => (answer.IsBusy || answer.Status is 502 or 504) && (answer.RetryAfter ?? TimeSpan.Zero) <= maxRetryAfter)
            : NotSent;
        return new ResiliencePipelineBuilder<BoomiAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<BoomiAnswer>
            {
                MaxRetryAttempts = Repeats,
                ShouldHandle = handled,
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(arguments.Outcome.Result?.RetryAfter ?? Delay(arguments.AttemptNumber)),
            })
            .Build();
    }
}

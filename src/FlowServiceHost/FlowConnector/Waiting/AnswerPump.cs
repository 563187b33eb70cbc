using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>Takes up owed answers that no host holds, again and again. Several hosts may do so at once: each answer is given to one.</summary>
internal sealed class AnswerPump(AnswerQueue queue, AnswerDelivery delivery, IOptions<FlowOptions> options, TimeProvider clock) : BackgroundService
{
    private const int PerRound = 20;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await delivery.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var owed in await queue.ClaimAsync(PerRound, stoppingToken))
            {
                delivery.TakeUp(owed);
            }
        }
    }
}

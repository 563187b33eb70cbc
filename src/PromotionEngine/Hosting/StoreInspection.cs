using PromotionEngine.Maintenance;
using PromotionEngine.State;
using PromotionEngine.State.Redis;

namespace PromotionEngine.Hosting;

/// <summary>Looks at the store when an engine starts: takes a new one into use, and says what is wrong with another. The engine starts all the same, since reads work.</summary>
internal sealed partial class StoreInspection(EpochMarker epoch, SharedKeyInspection keys, IStateStore store, ILogger<StoreInspection> logger)
{
    /// <summary>Makes the epoch marker where that is allowed, and logs what stands in the way of writes.</summary>
    public async Task<EpochReport> InspectAsync(StateOptions options, CancellationToken cancellationToken)
    {
        var report = await epoch.InitialiseAsync(options.FirstStart, cancellationToken);
        if (report.Status == EpochStatus.OtherLayout && options.MoveLayout && store is RedisStateStore older)
        {
            report = await MoveAsync(older, report, cancellationToken);
        }

        if (report.Status != EpochStatus.Present)
        {
            LogWritesRefused(report.Status, report.Detail);
        }

        await keys.InspectAsync(cancellationToken);

        if (store is RedisStateStore redis)
        {
            foreach (var missing in await RedisSettingsCheck.FindMissingAsync(redis, cancellationToken))
            {
                LogSettingMissing(missing);
            }
        }

        return report;
    }

    private async Task<EpochReport> MoveAsync(RedisStateStore redis, EpochReport before, CancellationToken cancellationToken)
    {
        try
        {
            var moved = await new LayoutMove(redis, LayoutMove.KnownSteps).RunAsync(cancellationToken);
            LogMoved(moved, redis.Layout.Layout);
            return await epoch.ReadAsync(cancellationToken);
        }
        catch (StateLayoutException exception)
        {
            // Another engine may have moved it in the meantime.
            var now = await epoch.ReadAsync(cancellationToken);
            return now.Status == EpochStatus.Present ? now : before with { Detail = exception.Message };
        }
    }

    [LoggerMessage(EventId = 1312, Level = LogLevel.Warning, Message = "{Keys} keys of an older version were moved to layout {Layout}")]
    private partial void LogMoved(int keys, string layout);

    [LoggerMessage(EventId = 1310, Level = LogLevel.Error, Message = "The store refuses writes ({Status}): {Detail} Rebuild it (promo maintain rebuild, first with --dry-run), or start with State:FirstStart when it never held anything")]
    private partial void LogWritesRefused(EpochStatus status, string detail);

    [LoggerMessage(EventId = 1311, Level = LogLevel.Warning, Message = "{Missing}")]
    private partial void LogSettingMissing(string missing);
}

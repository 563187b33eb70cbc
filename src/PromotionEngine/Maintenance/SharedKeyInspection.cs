using Contract.Calls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PromotionEngine.Audit;
using PromotionEngine.Idempotency;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Holds this engine's keys against those of the engines that used the store before. A wrong audit key would break the chain for all, so such an engine
/// does not start; the others may be changed, which is told.
/// </summary>
internal sealed partial class SharedKeyInspection(
    SharedKeyCheck check, IStateStore store, AuditOptions audit, IConfiguration configuration, ILogger<SharedKeyInspection> logger)
{
    /// <summary>Compares, and makes the keys known where none were.</summary>
    /// <exception cref="InvalidOperationException">The audit log of the store is sealed with another key.</exception>
    public async Task InspectAsync(CancellationToken cancellationToken)
    {
        if (!store.IsShared)
        {
            return;
        }

        if (audit.Key.Length > 0 && !await check.IsKnownAsync("audit", audit.Keys(), adopt: false, cancellationToken))
        {
            throw new InvalidOperationException(
                "Audit:Key is not the key that the audit log of this store is sealed with: entries of this engine would look forged to the others, and theirs to it. "
                + "Give all engines the same Audit:Key, and name the former key in Audit:PreviousKeys when it was changed. Nothing was written.");
        }

        if (audit.Key.Length > 0)
        {
            // Known by one of ours, so the current one may take its place.
            _ = await check.IsKnownAsync("audit", audit.Keys(), adopt: true, cancellationToken);
        }

        if (!await check.IsKnownAsync("idempotency", [IdempotencySecret.From(configuration)], adopt: true, cancellationToken))
        {
            LogIdempotencyKeyDiffers(IdempotencySecret.Setting, SharedKeys.CurrentSetting);
        }

        if (SigningKeys() is { Count: > 0 } signing && !await check.IsKnownAsync("signing", signing, adopt: true, cancellationToken))
        {
            LogSigningKeyDiffers(SharedKeys.CurrentSetting, SharedKeys.PreviousSetting);
        }
    }

    private IReadOnlyList<byte[]> SigningKeys() =>
    [
        .. new[] { SharedKeys.CurrentSetting, SharedKeys.PreviousSetting }
            .Select(setting => configuration[setting]?.Trim() ?? string.Empty)
            .Where(text => text.Length > 0)
            .Select(Convert.FromBase64String),
    ];

    [LoggerMessage(EventId = 1331, Level = LogLevel.Error, Message = "{Setting}, or {SharedSetting} that it is derived from, is not what the engines of this store had before. Repeats of calls made before are refused; engines that still run with the other key refuse repeats of calls made from now on. Give all engines the same")]
    private partial void LogIdempotencyKeyDiffers(string setting, string sharedSetting);

    [LoggerMessage(EventId = 1332, Level = LogLevel.Error, Message = "{Setting} is not what the engines of this store had before, and neither is {PreviousSetting}. Calls signed for this engine are refused by those, and theirs by this one. Give all programs the same, and name the former key as the previous one while they change")]
    private partial void LogSigningKeyDiffers(string setting, string previousSetting);
}

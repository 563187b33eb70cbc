namespace PromotionEngine.State;

public sealed partial class AuditLog
{
    [LoggerMessage(7001, LogLevel.Information, "Audit at {At:O}: {Actor} (asserted by '{AssertedBy}') did {Act} on promotion '{PromotionId}', from '{Before}' to '{After}', from address '{Client}'")]
    private static partial void Audited(
        ILogger logger, DateTimeOffset at, string actor, string assertedBy, string act, string promotionId, string before, string after, string client);
}

using PromotionEngine.Accounts;
using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>Names of the records, indexes and lists, so that each is spelled in one place.</summary>
internal static class StateKeys
{
    public const string Epoch = "epoch";
    public const string EpochLost = "epoch:lost";
    public const string PromotionsByTime = "promotions:time";
    public const string PromotionsLive = "promotions:live";
    public const string PromotionsEnded = "promotions:ended";
    public const string PromotionsReleasing = "promotions:releasing";
    public const string Leases = "leases";
    public const string Slots = "slots";
    public const string BranchesLost = "branches:lost";
    public const string DeferredAnswersDue = "deferred:due";
    public const string Nonces = "nonce:";
    public const string AuditLog = "audit";
    public const string HostKeys = "keys:hosts";

    public static string Promotion(PromotionId id) => $"promotion:{id}";

    public static string PromotionsWith(PromotionStatus status) => $"promotions:status:{status.Word()}";

    public static string PromotionsOf(AccountId devAccount) => $"promotions:dev:{devAccount}";

    public static string Trace(PromotionId id) => $"trace:{id}";

    public static string Claim(AccountId devAccount) => $"claim:{devAccount}";

    public static string Mapping(AccountId devAccount, string devComponentId) => $"mapping:{devAccount}:{devComponentId}";

    public static string Slot(string branchName) => $"slot:{branchName}";

    public static string OutboxDue(string outbox) => $"{outbox}:due";

    public static string OutboxAll(string outbox) => $"{outbox}:all";

    public static string OutboxQuarantined(string outbox) => $"{outbox}:quarantined";

    public static string OutboxEntry(string outbox, string id) => $"{outbox}:entry:{id}";

    public static string OutboxQueue(string outbox, string recordKey) => $"{outbox}:queue:{recordKey}";

    public static string Journal(PromotionId id) => $"journal:{id}";

    public static string Lock(string name) => $"lock:{name}";

    public static string Chain(string list) => $"chain:{list}";

    public static string Idempotency(string digest) => $"idempotency:{digest}";

    public static string DeferredAnswer(string id) => $"deferred:answer:{id}";

    public static string KeyFingerprint(string name) => $"key:{name}";

    public static string Session(string digest) => $"session:{digest}";

    public static string ExtensionImage(string digest) => $"extensions:image:{digest}";

    public static string ExtensionsBefore(string digest) => $"extensions:before:{digest}";

    public static string ExtensionBefore(string digest, string id) => $"extensions:before:{digest}:{id}";

    public static string Nonce(string digest) => Nonces + digest;
}

using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>Work on a promotion that an engine owns by a lease: the promotion itself, or its deployment.</summary>
internal abstract class LeasedRun(Promotion promotion, long version, BoomiPlatform platform, CallScope calls)
{
    private volatile bool _withdrawn;

    /// <summary>The working copy as last committed or read.</summary>
    public Promotion Promotion { get; set; } = promotion;

    /// <summary>Version of the working copy in the store.</summary>
    public long Version { get; set; } = version;

    /// <summary>The client; every call through it is counted for this run.</summary>
    public BoomiPlatform Platform { get; } = platform;

    /// <summary>The calls of this run.</summary>
    public CallScope Calls { get; } = calls;

    /// <summary>The production account.</summary>
    public AccountId Primary => Promotion.ProdAccountId;

    /// <summary>On whose behalf it goes on, for the audit.</summary>
    public abstract Actor Actor { get; }

    /// <summary>The action that began it, for the audit.</summary>
    public abstract string Act { get; }

    /// <summary>How long the run's lease still holds.</summary>
    public required LeaseClock Lease { get; init; }

    /// <summary>Why nothing more is begun; null while the run may go on.</summary>
    public PromotionFailure? Stop { get; set; }

    /// <summary>Whether somebody asked the run to stop, as far as this engine knows.</summary>
    public bool IsWithdrawn => _withdrawn || Promotion.WithdrawalRequested;

    /// <summary>Somebody asked the run to stop: nothing more is begun.</summary>
    public void Withdraw() => _withdrawn = true;
}

namespace Benchmarks.Worlds;

/// <summary>What kind of emulated Boomi a benchmark needs.</summary>
/// <param name="Accounts">Development accounts, each with one package.</param>
/// <param name="Components">Components of each package.</param>
internal sealed record EmulatorOrder(int Accounts, int Components)
{
    /// <summary>Requests a second; 0 sets no limit.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>Milliseconds that a call takes.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>Milliseconds until a branch is ready.</summary>
    public int BranchReadyMilliseconds { get; init; }

    /// <summary>Boomi's own pace.</summary>
    public EmulatorOrder AtBoomisPace() => this with { RequestsPerSecond = 10, LatencyMilliseconds = 200, BranchReadyMilliseconds = 1_000 };
}

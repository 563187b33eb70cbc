namespace PromotionEngine.State;

/// <summary>How many calls a Boomi account allows, and how the lanes share them.</summary>
public sealed record BudgetOptions
{
    /// <summary>Calls a second, in the long run.</summary>
    public double RatePerSecond { get; init; } = 8;

    /// <summary>Calls that may be made at once after a quiet time. Rate and burst together must not be more than the platform allows in a second.</summary>
    public double Burst { get; init; } = 2;

    /// <summary>The part of the rate that people who wait are sure of.</summary>
    public double InteractiveShare { get; init; } = 0.4;

    /// <summary>The part of the rate that running promotions are sure of.</summary>
    public double RunShare { get; init; } = 0.4;

    /// <summary>The part of the rate that housekeeping is sure of.</summary>
    public double HousekeepingShare { get; init; } = 0.1;

    /// <summary>What the rate is multiplied by when the platform says that it is too much, at most once a second.</summary>
    public double ShrinkFactor { get; init; } = 0.5;

    /// <summary>The smallest part of the rate that shrinking leaves.</summary>
    public double SmallestFactor { get; init; } = 0.125;

    /// <summary>The part of the rate that comes back each second.</summary>
    public double RecoveryPerSecond { get; init; } = 0.02;

    /// <summary>The lanes' shares in the order of <see cref="Boomi.Platform.CallLane"/>.</summary>
    internal IReadOnlyList<double> Shares => [InteractiveShare, RunShare, HousekeepingShare];

    /// <summary>Everything that is wrong with the options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Check(RatePerSecond > 0, "The rate must be above 0.");
        Check(Burst >= 1, "The burst must be at least 1, else no call is ever granted.");
        Check(Shares.All(share => share is > 0 and <= 1) && Shares.Sum() <= 1, "The shares must be above 0 and together at most 1.");
        Check(ShrinkFactor is > 0 and < 1, "The shrink factor must be between 0 and 1.");
        Check(SmallestFactor is > 0 and <= 1, "The smallest factor must be above 0 and at most 1.");
        Check(RecoveryPerSecond > 0, "The recovery must be above 0.");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}

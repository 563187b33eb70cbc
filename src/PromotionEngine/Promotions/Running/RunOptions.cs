namespace PromotionEngine.Promotions.Running;

/// <summary>Settings under <c>Runs</c>.</summary>
public sealed class RunOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Runs";

    /// <summary>How long an engine owns a run without renewing.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for a new branch to become ready.</summary>
    public TimeSpan BranchReadyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often runs whose engine is gone are looked for.</summary>
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a component whose creation was not answered is looked for before it is created again.</summary>
    public TimeSpan SettleTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Components that are written at the same time, at most.</summary>
    public int MaxParallelWrites { get; set; } = 8;

    /// <summary>Folder below the production account's root that promoted components are created in.</summary>
    public string PromotedFolder { get; set; } = "Promoted";

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Lease < TimeSpan.FromSeconds(1))
        {
            problems.Add("Runs:Lease must be at least a second.");
        }

        if (BranchReadyTimeout <= TimeSpan.Zero)
        {
            problems.Add("Runs:BranchReadyTimeout must be positive.");
        }

        if (RecoveryInterval <= TimeSpan.Zero || SettleTimeout <= TimeSpan.Zero)
        {
            problems.Add("Runs:RecoveryInterval and Runs:SettleTimeout must be positive.");
        }

        if (MaxParallelWrites is < 1 or > 64)
        {
            problems.Add("Runs:MaxParallelWrites must be from 1 to 64.");
        }

        if (string.IsNullOrWhiteSpace(PromotedFolder) || PromotedFolder.Contains('/', StringComparison.Ordinal))
        {
            problems.Add("Runs:PromotedFolder must be the name of one folder.");
        }

        return problems;
    }
}

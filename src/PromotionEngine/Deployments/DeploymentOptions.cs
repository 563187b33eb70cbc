namespace PromotionEngine.Deployments;

/// <summary>Settings under <c>Deployments</c>.</summary>
public sealed class DeploymentOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Deployments";

    /// <summary>Longest wait for a merge to be drafted, and again for it to be done.</summary>
    public TimeSpan MergeTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a pack is watched for a release whose answer was lost, before the same list is released again.</summary>
    public TimeSpan LostReleaseTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a deployment waits for the merge, or the pack, of another one.</summary>
    public TimeSpan LockPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IReadOnlyList<string> Problems() =>
        MergeTimeout <= TimeSpan.Zero || LostReleaseTimeout <= TimeSpan.Zero || LockPatience < TimeSpan.Zero
            ? ["Deployments:MergeTimeout and Deployments:LostReleaseTimeout must be positive, Deployments:LockPatience must not be negative."]
            : [];
}

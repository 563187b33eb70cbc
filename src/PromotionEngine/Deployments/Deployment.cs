using System.Text.Json.Serialization;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;

namespace PromotionEngine.Deployments;

/// <summary>
/// The last deployment of a promotion: what was asked for, and how far it has come. What it says to be done is done; a repeat goes on behind it.
/// </summary>
/// <param name="Mode">What it does.</param>
/// <param name="By">Who asked for it, for the audit.</param>
/// <param name="Person">Who asked for it.</param>
/// <param name="Attempt">Counts the deployments of the promotion, from 1.</param>
/// <param name="BegunAt">When it was asked for.</param>
public sealed record Deployment(DeploymentMode Mode, Actor By, Person Person, int Attempt, DateTimeOffset BegunAt)
{
    /// <summary>Whether an engine is at work on it, or will take it over.</summary>
    public bool IsRunning { get; init; } = true;

    /// <summary>Version of the package as somebody named it.</summary>
    public string PackageVersion { get; init; } = string.Empty;

    /// <summary>Whether an admin lets it go on although main moved on.</summary>
    public bool IsStaleOverridden { get; init; }

    /// <summary>The package that was made for it; empty before.</summary>
    public string PackageId { get; init; } = string.Empty;

    /// <summary>Version that the package was given; empty before.</summary>
    public string MadeVersion { get; init; } = string.Empty;

    /// <summary>Whether the package was found to hold what it must.</summary>
    public bool IsPackageChecked { get; init; }

    /// <summary>What main holds since the merge; null before.</summary>
    public IReadOnlyList<MergedVersion>? Merged { get; init; }

    /// <summary>The test pack; null when there is none.</summary>
    public PackWork? TestPack { get; init; }

    /// <summary>The production pack; null in modes without one.</summary>
    public PackWork? ProductionPack { get; init; }

    /// <summary>The test pack of an earlier deployment that was found and taken; empty when somebody named one, or none was found.</summary>
    public string AutoDetectedPackId { get; init; } = string.Empty;

    /// <summary>What did not go as it should and does not stop the deployment.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Code of what ended it; empty while it runs and when it succeeded.</summary>
    public string ErrorCode { get; init; } = string.Empty;

    /// <summary>What ended it, in words.</summary>
    public string ErrorMessage { get; init; } = string.Empty;

    /// <summary>Whether it deploys to the test pack alone.</summary>
    [JsonIgnore]
    public bool IsTest => Mode is DeploymentMode.Test or DeploymentMode.PackAssignment;

    /// <summary>The work on one of the packs.</summary>
    public PackWork? WorkOn(PackTarget target) => target == PackTarget.Test ? TestPack : ProductionPack;

    /// <summary>With the work on one of the packs changed.</summary>
    public Deployment With(PackTarget target, PackWork work) => target == PackTarget.Test ? this with { TestPack = work } : this with { ProductionPack = work };

    /// <summary>With one more warning; each is given once.</summary>
    public Deployment Warn(string warning) => Warnings.Contains(warning, StringComparer.Ordinal) ? this : this with { Warnings = [.. Warnings, warning] };
}

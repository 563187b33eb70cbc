using Contract.Calls;
using Contract.Telemetry;
using Microsoft.Extensions.Configuration;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Dependencies;
using PromotionEngine.Deployments;
using PromotionEngine.Diffs;
using PromotionEngine.Extensions;
using PromotionEngine.Idempotency;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.Scripts;

namespace PromotionEngine.Hosting;

/// <summary>All settings of the engine, read once and checked as a whole: every problem is named in one message.</summary>
public sealed record EngineSettings(
    EngineOptions Engine,
    StateOptions State,
    PlatformOptions Platform,
    DataHubOptions DataHub,
    AccessOptions Access,
    RunOptions Runs,
    BranchOptions Branches,
    DependencyOptions Dependencies,
    DeploymentOptions Deployments,
    RetentionOptions Retention,
    LifecycleOptions Lifecycle,
    AuditOptions Audit,
    MailOptions Mail,
    DiffOptions Diffs,
    ScriptOptions Scripts,
    ExtensionOptions Extensions)
{
    /// <summary>Where the hosts of Boomi that may be called stand.</summary>
    public const string AllowedHostsSection = "Boomi:AllowedHosts";

    /// <summary>Where the settings of the Platform API stand.</summary>
    public const string PlatformSection = "Boomi:Platform";

    /// <summary>Where the settings of DataHub stand.</summary>
    public const string DataHubSection = "Boomi:DataHub";

    private const string PromotionSection = "Promotion";

    /// <summary>Hosts of Boomi that may be called, besides loopback; when none is set, everything below <c>boomi.com</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where measurements go, and how often.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">They cannot work; the message names every problem.</exception>
    public static EngineSettings From(IConfiguration configuration)
    {
        var settings = new EngineSettings(
            Read<EngineOptions>(configuration, EngineOptions.Section),
            Read<StateOptions>(configuration, StateOptions.Section),
            Read<PlatformOptions>(configuration, PlatformSection),
            Read<DataHubOptions>(configuration, DataHubSection),
            Read<AccessOptions>(configuration, AccessOptions.Section),
            Read<RunOptions>(configuration, RunOptions.Section),
            Read<BranchOptions>(configuration, BranchOptions.Section),
            Read<DependencyOptions>(configuration, PromotionSection),
            Read<DeploymentOptions>(configuration, DeploymentOptions.Section),
            Read<RetentionOptions>(configuration, PromotionSection),
            Read<LifecycleOptions>(configuration, PromotionSection),
            Read<AuditOptions>(configuration, AuditOptions.Section),
            Read<MailOptions>(configuration, MailOptions.Section),
            Read<DiffOptions>(configuration, DiffOptions.Section),
            Read<ScriptOptions>(configuration, ScriptOptions.Section),
            Read<ExtensionOptions>(configuration, ExtensionOptions.Section))
        {
            AllowedHosts = configuration.GetSection(AllowedHostsSection).Get<string[]>() ?? [],
            Telemetry = Read<TelemetryOptions>(configuration, TelemetryOptions.Section),
        };
        var problems = settings.Problems().Concat(KeyProblems(configuration)).ToList();
        return problems.Count == 0
            ? settings
            : throw new InvalidOperationException($"The engine's settings cannot work:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", problems)}");
    }

    private IEnumerable<string> Problems()
    {
        foreach (var problem in Platform.Problems())
        {
            yield return $"{PlatformSection}: {problem}";
        }

        foreach (var problem in DataHub.Problems())
        {
            yield return $"{DataHubSection}: {problem}";
        }

        foreach (var problem in Engine.Problems(DataHub))
        {
            yield return problem;
        }

        foreach (var problem in BoomiAddresses.Problems(this))
        {
            yield return problem;
        }

        foreach (var problem in Access.Problems())
        {
            yield return problem;
        }

        foreach (var problem in State.Problems())
        {
            yield return problem;
        }

        foreach (var problem in Audit.Problems(isShared: State.Redis.Length > 0))
        {
            yield return problem;
        }

        foreach (var problem in Mail.Problems().Concat(Diffs.Problems()).Concat(Deployments.Problems()))
        {
            yield return problem;
        }

        foreach (var problem in Runs.Problems())
        {
            yield return problem;
        }

        foreach (var problem in Scripts.Problems())
        {
            yield return problem;
        }

        if (Branches.SoftLimit < 1 || Branches.HardLimit <= Branches.SoftLimit)
        {
            yield return $"Branches: SoftLimit ({Branches.SoftLimit}) must be at least 1 and below HardLimit ({Branches.HardLimit}).";
        }

        if (Dependencies.MaxComponents < 1)
        {
            yield return $"{PromotionSection}:MaxComponents must be at least 1.";
        }

        foreach (var problem in Lifecycle.Problems())
        {
            yield return problem;
        }

        if (Retention.KeepDays < 1)
        {
            yield return $"{PromotionSection}:KeepDays ({Retention.KeepDays}) must be at least 1.";
        }
    }

    // These are read where they are used.
    private static IEnumerable<string> KeyProblems(IConfiguration configuration) =>
        new[] { SharedKeys.Problem(configuration), IdempotencySecret.Problem(configuration) }.OfType<string>();

    private static T Read<T>(IConfiguration configuration, string section)
        where T : new() => configuration.GetSection(section).Get<T>() ?? new T();
}

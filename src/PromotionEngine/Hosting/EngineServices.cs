using Contract.Actions;
using Contract.Calls;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Dependencies;
using PromotionEngine.Deployments;
using PromotionEngine.Deployments.Running;
using PromotionEngine.Diffs;
using PromotionEngine.Extensions;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Maintenance;
using PromotionEngine.Mappings;
using PromotionEngine.Notifications;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.Reviews;
using PromotionEngine.Scripts;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.State.Redis;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Hosting;

/// <summary>The engine's parts as services.</summary>
internal static class EngineServices
{
    /// <summary>The store and what is kept in it.</summary>
    public static async Task<IServiceCollection> AddStateAsync(this IServiceCollection services, StateOptions options)
    {
        if (services.All(service => service.ServiceType != typeof(IStateStore)))
        {
            if (options.Redis.Length > 0)
            {
                var redis = await RedisStateStore.ConnectAsync(options.ToRedis(), TimeProvider.System, CancellationToken.None);
                services.AddSingleton<IStateStore>(provider => redis.WithLog(provider.GetRequiredService<ILogger<RedisStateStore>>()));
            }
            else
            {
                services.AddSingleton<IStateStore, InMemoryStateStore>();
            }
        }

        return services
            .AddSingleton<EpochMarker>()
            .AddSingleton<PromotionRecords>()
            .AddSingleton<RunClaims>()
            .AddSingleton<BranchSlots>()
            .AddSingleton<RunLeases>()
            .AddSingleton<RunJournal>()
            .AddSingleton<NamedLocks>()
            .AddSingleton<DeferredAnswerQueue>()
            .AddSingleton<SharedKeyCheck>()
            .AddSingleton<SealedKeys>()
            .AddSingleton<Nonces>()
            .AddSingleton<INonceStore>(NonceStore)
            .AddSingleton(provider => new Outbox(provider.GetRequiredService<IStateStore>()))
            .AddSingleton(provider => new IdempotencyKeys(
                provider.GetRequiredService<IStateStore>(), IdempotencySecret.From(provider.GetRequiredService<IConfiguration>())))
            .AddSingleton<IdempotentCalls>()
            .AddSingleton<RunCalls>();
    }

    private static INonceStore NonceStore(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var own = new InMemoryNonceStore(time);
        return provider.GetRequiredService<IStateStore>().IsShared
            ? new SharedNonces(provider.GetRequiredService<Nonces>(), own, time, provider.GetRequiredService<ILogger<SharedNonces>>())
            : own;
    }

    /// <summary>The clients of Boomi's two APIs.</summary>
    public static IServiceCollection AddBoomi(this IServiceCollection services, EngineSettings settings)
    {
        services.TryAddSingleton(_ => PlatformClient.CreateHttpClient());
        return services
            .AddSingleton(settings.Platform)
            .AddSingleton(settings.DataHub)
            .AddBudget(settings.Platform)
            .AddSingleton(provider => new PlatformClient(
                provider.GetRequiredService<HttpClient>(),
                settings.Platform,
                provider.GetRequiredService<IRequestBudget>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<PlatformClient>>()))
            .AddSingleton(provider => new DataHubClient(provider.GetRequiredService<HttpClient>(), settings.DataHub, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<DevAccountGrants>()
            .AddSingleton<ComponentMappings>()
            .AddSingleton<PromotionLogs>();
    }

    // Shared by all engines where the state is; without a limit nothing is counted.
    private static IServiceCollection AddBudget(this IServiceCollection services, PlatformOptions options)
    {
        if (options.RequestsPerSecond == 0)
        {
            return services.AddSingleton<IRequestBudget, NoRequestBudget>();
        }

        // Rate and burst together are no more than the platform's ten a second; more would be refused and slow us down.
        // A single refusal, which jitter alone can cause, is forgotten after some seconds.
        var budget = new BudgetOptions { RatePerSecond = options.RequestsPerSecond, Burst = Math.Clamp(10 - options.RequestsPerSecond, 1, 2), RecoveryPerSecond = 0.1 };
        return services
            .AddSingleton<ISharedBudget>(provider => Budget(provider.GetRequiredService<IStateStore>(), budget, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<BudgetGate>()
            .AddSingleton<IRequestBudget, SharedRequestBudget>();
    }

    private static ISharedBudget Budget(IStateStore store, BudgetOptions options, TimeProvider time) => store is RedisStateStore redis
        ? new FallbackBudget(new RedisRequestBudget(redis, options), new InMemoryRequestBudget(options with { RatePerSecond = options.RatePerSecond / 2 }, time), time)
        : new InMemoryRequestBudget(options, time);

    /// <summary>The rules, the runs and the background work.</summary>
    public static IServiceCollection AddRules(this IServiceCollection services, EngineSettings settings) => services
        .AddSingleton(settings.Access)
        .AddSingleton(settings.Runs)
        .AddSingleton(settings.Branches)
        .AddSingleton(settings.Dependencies)
        .AddSingleton(settings.Retention)
        .AddSingleton(settings.Lifecycle)
        .AddSingleton(settings.Engine)
        .AddSingleton(EngineIdentity.ForThisProcess())
        .AddSingleton<AccessRules>()
        .AddSingleton<CallerReader>()
        .AddSingleton<EnvelopeInterceptor>()
        .AddSingleton<PrimaryAccountInterceptor>()
        .AddSingleton<MaintenanceInterceptor>()
        .AddSingleton(ActionCatalogue.Load())
        .AddSingleton<RequestTextInterceptor>()
        .AddSingleton<IdempotencyInterceptor>()
        .AddSingleton<PackageList>()
        .AddSingleton<DependencyResolver>()
        .AddSingleton<MappingOutbox>()
        .AddSingleton<MappingClaims>()
        .AddSingleton<CurrentMappings>()
        .AddSingleton<ProductionLookup>()
        .AddSingleton<MappingAdministration>()
        .AddSingleton<RestingPromotions>()
        .AddSingleton<PromotionPlanner>()
        .AddSingleton<PromotionStarter>()
        .AddSingleton<PromotionExecution>()
        .AddSingleton<PromotionWithdrawal>()
        .AddSingleton<RunWaiter>()
        .AddSingleton<PromotionVisibility>()
        .AddSingleton<PromotionQueries>()
        .AddSingleton<PromotionLogOutbox>()
        .AddSingleton(new AuditKeys(settings.Audit.Keys()))
        .AddSingleton<AuditLog>()
        .AddSingleton<PromotionAudit>()
        .AddSingleton<PromotionTransitions>()
        .AddSingleton<PromotionStatuses>()
        .AddSingleton<PromotionBranch>()
        .AddSingleton<ReviewSubmission>()
        .AddSingleton<ReviewDecisions>()
        .AddSingleton<PeerReviewQueue>()
        .AddSingleton<TestDeployments>()
        .AddSingleton<IntegrationPackList>()
        .AddSingleton<ReleaseTracking>()
        .AddSingleton<ReleaseStatusQuery>()
        .AddSingleton<ReleasePoll>()
        .AddSingleton<AccessAdministration>()
        .AddSingleton<SessionStore>()
        .AddSingleton<DryRun>()
        .AddMail(settings.Mail)
        .AddDiffs(settings.Diffs)
        .AddRuns()
        .AddDeployments(settings.Deployments)
        .AddSingleton<SlotReconciliation>()
        .AddSingleton<EndedPurge>()
        .AddSingleton<BranchSweep>()
        .AddSingleton<ExpiryPolicy>()
        .AddSingleton<ExpirySweep>()
        .AddSingleton<JobLease>()
        .AddSingleton<OvertakenCopies>()
        .AddSingleton<StoreRebuild>()
        .AddSingleton<StoreInspection>()
        .AddSingleton<SharedKeyInspection>()
        .AddSingleton(settings.Audit)
        .AddSingleton<OutboxPublisher>()
        .AddSingleton<SetAsideRecords>()
        .AddSingleton(settings.Telemetry)
        .AddSingleton<EngineMetrics>()
        .AddSingleton<RunTraces>()
        .AddHostedService<EngineSampler>()
        .AddHostedService<OutboxPump>();

    /// <summary>The extensions of client accounts.</summary>
    public static IServiceCollection AddExtensions(this IServiceCollection services, EngineSettings settings) => services
        .AddSingleton(settings.Extensions)
        .AddSingleton<ClientAccounts>()
        .AddSingleton<ExtensionAccessMappings>()
        .AddSingleton<ExtensionImages>()
        .AddSingleton<EnvironmentChanges>()
        .AddSingleton<ExtensionReading>()
        .AddSingleton<ExtensionEditing>()
        .AddSingleton<MapExtensionCopy>()
        .AddSingleton<ExtensionCopy>()
        .AddSingleton<MapExtensionEditing>()
        .AddSingleton<ExtensionOwners>()
        .AddSingleton<ExtensionAccessRefresh>()
        .AddSingleton<IAfterRelease, RefreshAfterRelease>();

    /// <summary>The checks of scripts.</summary>
    public static IServiceCollection AddScripts(this IServiceCollection services, EngineSettings settings) => services
        .AddSingleton(settings.Scripts)
        .AddSingleton<GroovyChecker>()
        .AddSingleton<JavaScriptChecker>()
        .AddSingleton<ScriptValidation>()
        .AddHostedService<ScriptPreparation>();

    private static IServiceCollection AddMail(this IServiceCollection services, MailOptions options)
    {
        services.TryAddSingleton<IMailTransport, SmtpMailTransport>();
        return services
            .AddSingleton(options)
            .AddSingleton<PromotionMails>()
            .AddSingleton<MailWriter>()
            .AddSingleton<MailComposer>()
            .AddSingleton<MailPublisher>()
            .AddHostedService<MailPump>();
    }

    private static IServiceCollection AddDiffs(this IServiceCollection services, DiffOptions options) => services
        .AddSingleton(options)
        .AddSingleton<KeptDiffs>()
        .AddSingleton<DiffKeeping>()
        .AddSingleton<DiffQueries>();

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunRecords>()
        .AddSingleton<WriteJournal>()
        .AddSingleton<WriteSettlement>()
        .AddSingleton<ComponentWriter>()
        .AddSingleton<ProductionFolders>()
        .AddSingleton<BranchRemoval>()
        .AddSingleton<RunCompletion>()
        .AddSingleton<RunUndo>()
        .AddSingleton<CreateBranchStep>()
        .AddSingleton<LoadInheritedStep>()
        .AddSingleton<EnsureFoldersStep>()
        .AddSingleton<IRunStep, PrepareStep>()
        .AddSingleton<IRunStep, WriteComponentsStep>()
        .AddSingleton<IRunStep, VerifyBranchStep>()
        .AddSingleton<PromotionRunner>()
        .AddSingleton<IRunKind, PromotionRuns>()
        .AddSingleton<IRunKind>(provider => provider.GetRequiredService<DeploymentRuns>())
        .AddSingleton<RunHost>()
        .AddHostedService(provider => provider.GetRequiredService<RunHost>())
        .AddSingleton<RunResumption>()
        .AddSingleton<RunRecovery>()
        .AddHostedService<RunRecoveryLoop>();

    private static IServiceCollection AddDeployments(this IServiceCollection services, DeploymentOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DeploymentAdmission>()
        .AddSingleton<DeploymentStarter>()
        .AddSingleton<DeploymentExecution>()
        .AddSingleton<DeploymentJournal>()
        .AddSingleton<DeploymentLocks>()
        .AddSingleton<PackHistory>()
        .AddSingleton<PackReleases>()
        .AddSingleton<MergeClaim>()
        .AddSingleton<MergeOutcome>()
        .AddSingleton<MergeSettlement>()
        .AddSingleton<ValidateBranchStep>()
        .AddSingleton<CheckPackStep>()
        .AddSingleton<MergeStep>()
        .AddSingleton<MakePackageStep>()
        .AddSingleton<CheckPackageStep>()
        .AddSingleton<RemoveBranchStep>()
        .AddSingleton<FindTestPackStep>()
        .AddSingleton<ReleaseTestStep>()
        .AddSingleton<ReleaseProductionStep>()
        .AddSingleton<FollowInTestStep>()
        .AddSingleton<AfterReleaseStep>()
        .AddSingleton<DeploymentSteps>()
        .AddSingleton<DeploymentCompletion>()
        .AddSingleton<DeploymentRunner>()
        .AddSingleton<DeploymentRuns>();
}

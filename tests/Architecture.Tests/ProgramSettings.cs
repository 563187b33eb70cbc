using System.Collections;
using System.Reflection;
using Contract.Telemetry;
using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector;
using FlowServiceHost.Hosting;
using FlowServiceHost.Identity;
using FlowServiceHost.Identity.SignIn;
using FlowServiceHost.Limits;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Dependencies;
using PromotionEngine.Deployments;
using PromotionEngine.Diffs;
using PromotionEngine.Extensions;
using PromotionEngine.Hosting;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.Scripts;
using Schedulers;

namespace Architecture.Tests;

/// <summary>The settings that our programs read, with their defaults, as the classes say that they are read into.</summary>
internal static class ProgramSettings
{
    private const string Engine = "engine";
    private const string Host = "host";
    private const string SchedulerProgram = "schedulers";
    private static readonly string[] Programs = [Engine, Host, SchedulerProgram];

    /// <summary>Classes, by the program and the section that they are read from.</summary>
    public static IReadOnlyList<(string Program, string Section, Type Options)> Classes { get; } =
    [
        .. Programs.Select(program => (program, TelemetryOptions.Section, typeof(TelemetryOptions))),
        (Engine, PromotionEngine.Hosting.EngineOptions.Section, typeof(PromotionEngine.Hosting.EngineOptions)),
        (Engine, StateOptions.Section, typeof(StateOptions)),
        (Engine, EngineSettings.PlatformSection, typeof(PlatformOptions)),
        (Engine, EngineSettings.DataHubSection, typeof(DataHubOptions)),
        (Engine, AccessOptions.Section, typeof(AccessOptions)),
        (Engine, RunOptions.Section, typeof(RunOptions)),
        (Engine, BranchOptions.Section, typeof(BranchOptions)),
        (Engine, "Promotion", typeof(DependencyOptions)),
        (Engine, "Promotion", typeof(RetentionOptions)),
        (Engine, "Promotion", typeof(LifecycleOptions)),
        (Engine, DeploymentOptions.Section, typeof(DeploymentOptions)),
        (Engine, AuditOptions.Section, typeof(AuditOptions)),
        (Engine, MailOptions.Section, typeof(MailOptions)),
        (Engine, DiffOptions.Section, typeof(DiffOptions)),
        (Engine, ScriptOptions.Section, typeof(ScriptOptions)),
        (Engine, ExtensionOptions.Section, typeof(ExtensionOptions)),
        (Host, FlowServiceHost.Engine.EngineOptions.Section, typeof(FlowServiceHost.Engine.EngineOptions)),
        (Host, ActionEndpointOptions.Section, typeof(ActionEndpointOptions)),
        (Host, FlowOptions.Section, typeof(FlowOptions)),
        (Host, OutboundOptions.Section, typeof(OutboundOptions)),
        (Host, IdentityOptions.Section, typeof(IdentityOptions)),
        (Host, SignInOptions.Section, typeof(SignInOptions)),
        (Host, LimitOptions.Section, typeof(LimitOptions)),
        (SchedulerProgram, SchedulerOptions.Section, typeof(SchedulerOptions)),
    ];

    /// <summary>Settings that no class stands for; none of them has a default.</summary>
    public static IReadOnlyList<(string Program, string Name)> Single { get; } =
    [
        .. Programs.SelectMany(program => new[] { (program, "Engine:SharedKey"), (program, "Engine:PreviousSharedKey"), (program, "Secrets:Directory") }),
        (Engine, "Engine:IdempotencyKey"),
        (Engine, "Boomi:AllowedHosts:*"),
        (Host, "Engine:CertificateAuthorityFile"),
        (SchedulerProgram, "Engine:CertificateAuthorityFile"),
        (Host, "urls"),
        (SchedulerProgram, "urls"),
    ];

    /// <summary>All of them by program and name; what may be there several times is called <c>*</c>. The default is null for none.</summary>
    public static IReadOnlyDictionary<(string Program, string Name), object?> All { get; } =
        Classes.SelectMany(read => Of(read.Section, Activator.CreateInstance(read.Options)!).Select(setting => ((read.Program, setting.Name), setting.Default)))
            .Concat(Single.Select(setting => (setting, (object?)null)))
            .ToDictionary(setting => setting.Item1, setting => setting.Item2);

    private static IEnumerable<(string Name, object? Default)> Of(string section, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBound))
        {
            var name = $"{section}:{property.Name}";
            var value = property.GetValue(options);
            if (value is string or ValueType or Uri or null)
            {
                yield return (name, value is "" ? null : value);
            }
            else if (value is IEnumerable items)
            {
                Assert.That(items, Is.Empty, $"{name} has a default that the test cannot compare");
                var item = property.PropertyType.GetGenericArguments()[^1];
                var below = item.IsClass && item != typeof(string) ? Of($"{name}:*", Activator.CreateInstance(item)!) : [($"{name}:*", null)];
                foreach (var setting in below)
                {
                    yield return setting;
                }
            }
            else
            {
                foreach (var setting in Of(name, value))
                {
                    yield return setting;
                }
            }
        }
    }

    // What the framework fills in: what can be set, and collections.
    private static bool IsBound(PropertyInfo property) => property.SetMethod is { IsPublic: true }
        || (property.PropertyType != typeof(string) && typeof(IDictionary).IsAssignableFrom(property.PropertyType));
}

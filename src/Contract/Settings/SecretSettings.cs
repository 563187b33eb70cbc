using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Contract.Settings;

/// <summary>
/// The settings that are secret, and where they may come from: the environment, the command line of a test, a file named by the same setting with <c>File</c> at its
/// end, or a file for each in the folder that <see cref="DirectorySetting"/> names (<c>Boomi__Platform__Token</c>). Never <c>appsettings*.json</c>, which is committed.
/// </summary>
public static partial class SecretSettings
{
    /// <summary>Setting of a folder with a mounted secret.</summary>
    public const string DirectorySetting = "Secrets:Directory";

    /// <summary>What a setting that names a file ends in.</summary>
    public const string FileSuffix = "File";

    /// <summary>The secrets, the same in all our programs. <c>*</c> stands for a number or name.</summary>
    private static readonly FrozenSet<string> Names = new[]
    {
        "Engine:SharedKey", "Engine:PreviousSharedKey", "Engine:IdempotencyKey", "Audit:Key", "Audit:PreviousKeys:*", "State:Redis",
        "Boomi:Platform:Token", "Boomi:DataHub:Token", "Boomi:DataHub:AdministrationToken", "Mail:Password", "Identity:SignIn:ClientSecret",
        "Schedulers:Postgres", "Schedulers:JobsToken",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // These hold a secret only when they hold a password.
    private static readonly FrozenSet<string> ConnectionStrings = new[] { "State:Redis", "Schedulers:Postgres" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether <paramref name="setting"/> is a secret.</summary>
    public static bool IsSecret(string setting) => Names.Contains(LastPart().Replace(setting, "*")) || Names.Contains(setting);

    /// <summary>Adds the files that the settings so far name. Call it when all other sources are added.</summary>
    /// <exception cref="InvalidOperationException">A file or the folder is not there, or a secret is in a committed file; the message names every such setting, and no value.</exception>
    public static void AddSecretFiles(this IConfigurationManager configuration, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        RequireUncommitted(configuration);
        var files = configuration.AsEnumerable()
            .Where(entry => entry.Value is { Length: > 0 } && entry.Key.EndsWith(FileSuffix, StringComparison.Ordinal) && IsSecret(entry.Key[..^FileSuffix.Length]))
            .ToDictionary(entry => entry.Key[..^FileSuffix.Length], entry => entry.Value!, StringComparer.OrdinalIgnoreCase);
        var directory = configuration[DirectorySetting] ?? string.Empty;
        if (files.Count > 0 || directory.Length > 0)
        {
            ((IConfigurationBuilder)configuration).Add(new SecretFilesSource(files, directory, clock ?? TimeProvider.System));
        }
    }

    private static void RequireUncommitted(IConfigurationManager configuration)
    {
        var committed = ((IConfigurationRoot)configuration).Providers
            .OfType<JsonConfigurationProvider>()
            .Where(provider => Path.GetFileName(provider.Source.Path ?? string.Empty).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase))
            .SelectMany(provider => Keys(provider, parent: null)
                .Where(key => IsSecret(key) && provider.TryGet(key, out var value) && IsGivenAway(key, value))
                .Select(key => $"{key} in {Path.GetFileName(provider.Source.Path)}"))
            .ToList();
        if (committed.Count > 0)
        {
            throw new InvalidOperationException(
                $"These settings are secret and must not be in a file that is committed: {string.Join(", ", committed)}. "
                + $"Set them in the environment, name a file with the setting's name and {FileSuffix}, or mount them and name the folder in {DirectorySetting}.");
        }
    }

    private static bool IsGivenAway(string key, string? value) =>
        !string.IsNullOrEmpty(value) && (!ConnectionStrings.Contains(key) || value.Contains("password", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Keys(JsonConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var path = parent is null ? child : ConfigurationPath.Combine(parent, child);
            yield return path;
            foreach (var below in Keys(provider, path))
            {
                yield return below;
            }
        }
    }

    [GeneratedRegex("[^:]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastPart();
}

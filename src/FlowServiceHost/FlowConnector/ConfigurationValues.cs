using System.Text.Json;
using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Values;

namespace FlowServiceHost.FlowConnector;

/// <summary>
/// What the builder of a flow filled in on the connector, as it comes with every request. Whoever builds a flow writes it, so it decides nothing that is a
/// matter of security.
/// </summary>
internal static class ConfigurationValues
{
    /// <summary>The primary account that components are promoted to.</summary>
    public const string PrimaryAccount = "primaryAccountId";

    private const int LongestAccount = 100;

    /// <summary>The primary account that the request means; null when the service's own setting says it, or when something is wrong with it.</summary>
    /// <param name="configuration">The request's configuration values, if any.</param>
    /// <param name="pinned">The account that a setting of the service names; empty when none does.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static string? ReadPrimaryAccount(JsonElement configuration, string pinned, FieldProblems problems)
    {
        var text = (EngineValues.TextOf(EngineValues.Find(configuration, PrimaryAccount, PrimaryAccount, problems)) ?? string.Empty).Trim();
        if (text.Length == 0)
        {
            if (pinned.Length == 0)
            {
                problems.Missing($"the connector's configuration value {PrimaryAccount}");
            }

            return null;
        }

        if (pinned.Length > 0 && !string.Equals(text, pinned, StringComparison.Ordinal))
        {
            problems.Wrong(PrimaryAccount, $"is {FieldReader.Quoted(text)} in the connector's configuration, but this service works for {pinned}");
            return null;
        }

        if (text.Length > LongestAccount || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            problems.Wrong(PrimaryAccount, $"is {FieldReader.Quoted(text)} in the connector's configuration, which is no account ID");
            return null;
        }

        return text;
    }
}

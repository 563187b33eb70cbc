namespace PromotionEngine.Tests.Components.Generated;

/// <summary>The IDs that generated documents use: the first have production IDs, the last one is unknown.</summary>
internal static class Ids
{
    public static readonly string[] Dev = [.. Enumerable.Range(1, 6).Select(n => $"de{n}00000-abcd-4bcd-8cde-00000000000{n}")];

    public static readonly string[] Production = [.. Enumerable.Range(1, 6).Select(n => $"9a{n}00000-dcba-4bcd-8cde-99999999999{n}")];

    public const string Unknown = "77777777-7777-4777-8777-777777777777";

    public static Dictionary<string, string> Map { get; } = Dev.Zip(Production).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.OrdinalIgnoreCase);

    public static HashSet<string> DevSet { get; } = new(Dev, StringComparer.OrdinalIgnoreCase);
}

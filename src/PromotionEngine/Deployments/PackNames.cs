namespace PromotionEngine.Deployments;

/// <summary>How test packs are told from production packs: by the end of their names.</summary>
public static class PackNames
{
    private const string TestEnding = "- TEST";

    /// <summary>Whether a pack called <paramref name="name"/> is a test pack; every other is a production pack.</summary>
    public static bool IsTest(string name) => name.Trim().EndsWith(TestEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a new test pack that somebody wants to call <paramref name="name"/>.</summary>
    public static string AsTest(string name) => IsTest(name) ? name.Trim() : $"{name.Trim()} {TestEnding}";
}

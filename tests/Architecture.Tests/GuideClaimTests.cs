using System.Text.RegularExpressions;
using Testing;

namespace Architecture.Tests;

/// <summary>Every promise of the users' guide has a test, and the test is still there under its name.</summary>
public sealed partial class GuideClaimTests
{
    private static IReadOnlyDictionary<string, IReadOnlySet<string>> Tests { get; } =
        GuideClaims.All.Select(claim => claim.Project).Distinct(StringComparer.Ordinal).ToDictionary(project => project, TestsOf, StringComparer.Ordinal);

    [TestCaseSource(typeof(GuideClaims), nameof(GuideClaims.All))]
    public void Claim_OfTheGuide_HasItsTest(GuideClaim claim) =>
        Assert.That(Tests[claim.Project], Does.Contain(claim.Test), $"tests/{claim.Project} has no test that runs and is called so. It is to prove: {claim.Words}");

    private static IReadOnlySet<string> TestsOf(string project) =>
        Repository.Files($"tests/{project}", ".cs")
            .SelectMany(path => TestMethod().Matches(Repository.Read(path)))
            .Where(match => !match.Groups["attributes"].Value.Contains("[Ignore", StringComparison.Ordinal) && !match.Groups["attributes"].Value.Contains("[Explicit", StringComparison.Ordinal))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<attributes>^\s*\[(Test|TestCase|TestCaseSource|Property)\b[^\n]*\n(\s*(\[|//)[^\n]*\n)*)\s*public (async )?(Task|void|Property) (?<name>\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TestMethod();
}

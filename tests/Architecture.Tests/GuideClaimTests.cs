using System.Text.RegularExpressions;
using Testing;

namespace Architecture.Tests;

/// <summary>Every promise of the users' guide has a test, and the test is still there under its name.</summary>
public sealed class GuideClaimTests
{
    [TestCaseSource(typeof(GuideClaims), nameof(GuideClaims.All))]
    public void Claim_OfTheGuide_HasItsTest(GuideClaim claim)
    {
        Assert.That(File.Exists(Path.Combine(Repository.Root, "tests", claim.File)), Is.True, $"There is no tests/{claim.File}, which is to prove: {claim.Words}");
        var source = Repository.Read($"tests/{claim.File}");
        var test = new Regex(
            $@"\[(Test|TestCase|TestCaseSource|Property)\b[^\n]*\n(\s*(\[|//)[^\n]*\n)*\s*public (async )?(Task|void|Property) {claim.Test}\(",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));

        Assert.That(test.IsMatch(source), Is.True, $"tests/{claim.File} has no test {claim.Test}, which is to prove: {claim.Words}");
        Assert.That(source, Does.Not.Match($@"\[(Ignore|Explicit)\b[^\n]*\n(\s*\[[^\n]*\n)*[^\n]*\b{claim.Test}\("), $"{claim.Test} is never run, but is to prove: {claim.Words}");
    }
}

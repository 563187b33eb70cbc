using System.Text.RegularExpressions;
using System.Xml.Linq;
using Testing;

namespace Architecture.Tests;

/// <summary>What the page about security says is shown by a test is, and its table of advisories knows every pinned version.</summary>
public sealed partial class SecurityGuideTests
{
    private const string Page = "docs/security.md";

    [Test]
    public void Tests_ThatThePageNames_Exist()
    {
        var sources = Repository.Files("tests", ".cs").Select(Repository.Read).ToList();
        var named = Named().Matches(Repository.Read(Page)).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();
        var missing = named
            .Where(test => !sources.Any(source => Regex.IsMatch(source, $@"\bclass {test.Class}\b", RegexOptions.None, TimeSpan.FromSeconds(5)) && (test.Method.Length == 0 || Regex.IsMatch(source, $@"\b{test.Method}\(", RegexOptions.None, TimeSpan.FromSeconds(5)))))
            .Select(test => $"{test.Class}.{test.Method}");

        Assert.That(named, Has.Count.GreaterThan(50));
        Assert.That(missing, Is.Empty, $"{Page} names tests that do not exist");
    }

    // Of the rows that say what is done: those that need no test say so in words.
    [Test]
    public void Rows_OfThreatsAndRisks_NameATest()
    {
        var rows = Section("## Threats").Concat(Section("## OWASP API Security Top 10 (2023)")).Concat(Section("## ASVS 5.0")).ToList();

        Assert.That(rows, Has.Count.GreaterThan(40));
        Assert.That(rows.Where(row => !Named().IsMatch(row) && !row.StartsWith("| V5 ", StringComparison.Ordinal) && !row.Contains("the lifecycle's", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Advisories_KnowEveryPinnedVersion()
    {
        var table = Section("## Known advisories of pinned versions").ToList();
        var unknown = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (Name: (string)package.Attribute("Include")!, Version: (string)package.Attribute("Version")!))
            .Where(package => !table.Any(row => row.Contains(package.Name, StringComparison.Ordinal) && row.Contains(package.Version, StringComparison.Ordinal)))
            .Select(package => $"{package.Name} {package.Version}");

        Assert.That(unknown, Is.Empty, $"{Page} says nothing about these versions");
    }

    // The rows of a section's table, without its head.
    private static IEnumerable<string> Section(string title) =>
        Repository.Read(Page).Split('\n').SkipWhile(line => line != title).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith('|')).Skip(2);

    [GeneratedRegex(@"`(?<class>[A-Z]\w+Tests)(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Named();
}

using System.Text.RegularExpressions;
using Testing;

namespace Architecture.Tests;

/// <summary>The pages tell people to look for events by their numbers: each is one that our programs log.</summary>
public sealed partial class DocumentedEventTests
{
    [TestCase("docs/operations.md")]
    [TestCase("docs/reliability.md")]
    [TestCase("docs/mail.md")]
    [TestCase("docs/security.md")]
    public void Page_NamesEventsThatAreLogged(string page)
    {
        var logged = Repository.Files("src", ".cs").SelectMany(path => Logged().Matches(Repository.Read(path)).Select(match => match.Groups["id"].Value)).ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Repository.Read(page)).SelectMany(match => match.Groups["id"].Captures.Select(capture => capture.Value)).ToHashSet(StringComparer.Ordinal);

        Assert.That(named, Is.SubsetOf(logged));
    }

    [GeneratedRegex(@"\[LoggerMessage\((EventId = )?(?<id>\d+),", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Logged();

    [GeneratedRegex(@"\b[Ee]vents? (?<id>\d{4})((, | and )(?<id>\d{4}))*|\*\*(?<id>\d{4})(, (?<id>\d{4}))* in the log", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}

using System.Text.RegularExpressions;

namespace BoomiEmulator.Seeding;

/// <summary>Finds the components that a document names.</summary>
internal static partial class ReferenceScan
{
    /// <summary>The known ids in a document outside comments, in document order, without repeats.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="known">The ids of the account's components.</param>
    /// <param name="self">The document's own id, which is no reference.</param>
    public static IReadOnlyList<string> Find(string xml, IReadOnlySet<string> known, string self)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { self };
        foreach (Match match in TokenOrComment().Matches(xml))
        {
            if (match.Value[0] != '<' && known.Contains(match.Value) && seen.Add(match.Value))
                found.Add(match.Value);
        }

        return found;
    }

    [GeneratedRegex(
        "<!--.*?-->|(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TokenOrComment();
}

namespace BoomiEmulator.Seeding;

/// <summary>Finds the components that a document names.</summary>
internal static class ReferenceScan
{
    private const int IdLength = 36;

    /// <summary>The known ids in a document outside comments, in document order, without repeats. Made for the seed's own documents,
    /// in which ids are lower case and no CDATA section holds a comment's start.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="known">The ids of the account's components.</param>
    /// <param name="self">The document's own id, which is no reference.</param>
    public static IReadOnlyList<string> Find(string xml, IReadOnlySet<string> known, string self)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { self };
        for (var dash = xml.IndexOf('-', 8); dash >= 0; dash = xml.IndexOf('-', dash + 1))
        {
            if (xml.AsSpan(dash - 2, 2) is "<!")
            {
                dash = xml.IndexOf("-->", dash, StringComparison.Ordinal) + 1;
                continue;
            }

            if (dash - 8 + IdLength > xml.Length || xml[dash + 5] != '-' || xml[dash + 10] != '-' || xml[dash + 15] != '-')
                continue;

            var id = xml.Substring(dash - 8, IdLength);
            if (known.Contains(id) && seen.Add(id))
                found.Add(id);
        }

        return found;
    }
}

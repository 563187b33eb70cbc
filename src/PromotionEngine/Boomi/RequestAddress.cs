namespace PromotionEngine.Boomi;

/// <summary>
/// Makes the addresses of requests. Each ID in a path is percent-encoded by whoever asks, but an ID of one or two dots stays what it is and would be taken for a step
/// in the path, and an empty one would leave its place to what follows: neither can be an ID, and nothing is sent with them.
/// </summary>
internal static class RequestAddress
{
    /// <summary>The address of <paramref name="path"/> below <paramref name="root"/>; null when it would be another one than it spells.</summary>
    /// <param name="root">Address without a slash at its end, as <see cref="Uri.AbsoluteUri"/> writes it.</param>
    /// <param name="path">Path and query, percent-encoded.</param>
    /// <param name="longest">Most characters of <paramref name="path"/>: servers do not read addresses of any length.</param>
    public static Uri? Of(string root, string path, int longest)
    {
        var segments = path.Split('?', 2)[0].Split('/');
        if (path.Length > longest || segments.Any(segment => segment.Length == 0))
        {
            return null;
        }

        var text = $"{root}/{path}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && string.Equals(address.AbsoluteUri, text, StringComparison.Ordinal) ? address : null;
    }
}

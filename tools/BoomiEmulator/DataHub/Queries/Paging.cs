using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Queries;

/// <summary>A window over the rows of a query.</summary>
internal readonly record struct Paging(int Offset, int Limit)
{
    /// <summary>The token of a place: base64 of its decimal number.</summary>
    public static string Token(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(offset.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads the limit, lowered to the page limit, and the place to start from.</summary>
    /// <exception cref="DataHubRefusalException">The token cannot be read or the limit is no positive number.</exception>
    public static Paging Read(string? limit, string? offsetToken, DataHubOptions options)
    {
        var rows = options.PageLimit;
        if (!string.IsNullOrWhiteSpace(limit) && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows == 0))
            throw DataHubRefusalException.BadRequest($"The limit '{limit}' is not a positive number.");
        if (rows > options.PageLimit && options.Switches.RefuseLimitAbovePageLimit)
            throw DataHubRefusalException.BadRequest($"The limit {rows} exceeds the maximum of {options.PageLimit}.");
        return new Paging(ReadToken(offsetToken), Math.Min(rows, options.PageLimit));
    }

    /// <summary>The rows of the page and the attributes that tell where it stands.</summary>
    public (IReadOnlyList<T> Page, IReadOnlyList<XAttribute> Attributes) Cut<T>(IReadOnlyList<T> rows, bool tokenOnLastPage)
    {
        var page = rows.Skip(Offset).Take(Limit).ToList();
        var attributes = new List<XAttribute> { new("resultCount", page.Count), new("totalCount", rows.Count) };
        if (Offset + page.Count < rows.Count || (tokenOnLastPage && page.Count > 0))
            attributes.Add(new XAttribute("offsetToken", Token(Offset + page.Count)));
        return (page, attributes);
    }

    private static int ReadToken(string? token)
    {
        if (token is null)
            return 0;
        var bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var written)
            && int.TryParse(Encoding.ASCII.GetString(bytes, 0, written), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return offset;
        }

        throw DataHubRefusalException.BadRequest("Unable to parse the provided offset token.");
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>
/// The further pages of queries. A token names a query and a place in it; asked again it gives the same page. The oldest tokens are
/// forgotten when there are more than <see cref="Capacity"/>.
/// </summary>
internal sealed class QueryPages
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private long _last;

    /// <summary>The first page of a query's result.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The object.</param>
    /// <param name="total">How many rows there are.</param>
    /// <param name="write">Writes a row.</param>
    public WireObject First(PlatformCall call, string name, int total, Func<int, WireObject> write) =>
        Result(call, new Page(call.AccountId, name, 0, total, write));

    /// <summary>The page that the token in the call's body names.</summary>
    /// <exception cref="PlatformRefusal">The body is no such token.</exception>
    public WireObject Next(PlatformCall call, string name)
    {
        var token = call.Body.Trim();
        if (!_pages.TryGetValue(token, out var page) || page.Name != name || !page.AccountId.Equals(call.AccountId, StringComparison.OrdinalIgnoreCase))
            throw new PlatformRefusal("The query token is not valid.");

        return Result(call, page);
    }

    private WireObject Result(PlatformCall call, Page page)
    {
        var end = Math.Min(page.Total, page.Offset + call.Settings.Limits.PageSize);
        var rows = new List<WireObject>(end - page.Offset);
        for (var i = page.Offset; i < end; i++)
            rows.Add(page.Write(i));

        var result = new WireObject("QueryResult");
        if (end < page.Total)
            result.Element("queryToken", Remember(page with { Offset = end }));

        return result.List("result", rows).Attribute("numberOfResults", page.Total);
    }

    private string Remember(Page page)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"{page.Name}_{Interlocked.Increment(ref _last):x16}");
        _pages[token] = page;
        _order.Enqueue(token);
        while (_order.Count > Capacity && _order.TryDequeue(out var oldest))
            _pages.TryRemove(oldest, out _);

        return token;
    }

    private sealed record Page(string AccountId, string Name, int Offset, int Total, Func<int, WireObject> Write);
}

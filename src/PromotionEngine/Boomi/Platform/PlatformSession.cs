using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>The calls that every resource is made of, in one scope.</summary>
internal sealed class PlatformSession(PlatformShared shared, CallScope scope)
{
    /// <summary>Most IDs in one query's OR group.</summary>
    public const int IdsPerQuery = 100;

    private const int MaxPages = 100_000;

    public PlatformShared Shared { get; } = shared;

    public Task<BoomiAnswer> SendAsync(PlatformRequest request, CancellationToken cancellationToken) => Shared.Transport.SendAsync(request, scope, cancellationToken);

    /// <summary>Reads one object.</summary>
    public async Task<T> GetAsync<T>(AccountId account, string type, string id, Func<JsonFields, T> read, CancellationToken cancellationToken)
    {
        var request = new PlatformRequest(HttpMethod.Get, account, $"{type}/{Uri.EscapeDataString(id)}", $"{type} GET");
        return Read(request, await SendAsync(request, cancellationToken), fields => read(fields.Unwrap(type)));
    }

    /// <summary>Creates an object; the answer to a lost request must be looked up before this is called again.</summary>
    public Task<T> CreateAsync<T>(AccountId account, string type, JsonObject body, Func<JsonFields, T> read, CancellationToken cancellationToken) =>
        PostAsync(new PlatformRequest(HttpMethod.Post, account, type, $"{type} create") { Repeatable = false }, type, body, read, cancellationToken);

    /// <summary>Does something with an object that must not be done twice; the same holds for a lost answer.</summary>
    public Task<T> ExecuteAsync<T>(AccountId account, string type, string id, JsonObject body, Func<JsonFields, T> read, CancellationToken cancellationToken) =>
        PostAsync(
            new PlatformRequest(HttpMethod.Post, account, $"{type}/execute/{Uri.EscapeDataString(id)}", $"{type} execute") { Repeatable = false }, type, body, read, cancellationToken);

    /// <summary>Sends an object whole, in place of what there is; sending it twice does no harm.</summary>
    public Task<T> UpdateAsync<T>(AccountId account, string type, string id, JsonObject body, Func<JsonFields, T> read, CancellationToken cancellationToken) =>
        PostAsync(new PlatformRequest(HttpMethod.Post, account, $"{type}/{Uri.EscapeDataString(id)}", $"{type} update"), type, body, read, cancellationToken);

    /// <summary>
    /// Creates an object that can be recognised: after an answer that was lost, or a busy platform, it is looked up, and only sent again when it is not there.
    /// </summary>
    public async Task<T> CreateLookedUpAsync<T>(Func<CancellationToken, Task<T>> create, Func<CancellationToken, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await create(cancellationToken);
            }
            catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.Busy or PlatformErrorKind.Unclear)
            {
                if (attempt < BoomiBackoff.Repeats)
                {
                    await Shared.Backoff.WaitAsync(attempt, cancellationToken);
                }

                if (await find(cancellationToken) is { } found)
                {
                    return found;
                }

                if (attempt == BoomiBackoff.Repeats)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Deletes an object. The body of the answer is never read: for a branch it is not even JSON.</summary>
    public async Task DeleteAsync(AccountId account, string type, string id, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(new PlatformRequest(HttpMethod.Delete, account, $"{type}/{Uri.EscapeDataString(id)}", $"{type} DELETE"), cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.InvalidId or PlatformErrorKind.BranchDeleted)
        {
            // What shall be gone is gone.
        }
    }

    /// <summary>All rows of a query, page after page. The order is the platform's and means nothing.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(AccountId account, string type, PlatformFilter filter, Func<JsonFields, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var token = await PageAsync(new PlatformRequest(HttpMethod.Post, account, $"{type}/query", $"{type} query") { BodyForm = PlatformBody.Json, Body = filter.ToBody() });
        for (var page = 1; token.Length > 0; page++)
        {
            var next = await PageAsync(new PlatformRequest(HttpMethod.Post, account, $"{type}/queryMore", $"{type} queryMore") { BodyForm = PlatformBody.Text, Body = token });
            token = page < MaxPages && !string.Equals(next, token, StringComparison.Ordinal)
                ? next
                : throw new PlatformException(PlatformErrorKind.Malformed, 200, "The pages of the query do not end.", $"{type} queryMore");
        }

        return rows;

        async Task<string> PageAsync(PlatformRequest request)
        {
            var answer = await SendAsync(request, cancellationToken);
            return Read(request, answer, fields =>
            {
                var result = fields.Unwrap("QueryResult");
                rows.AddRange(result.List("result").Select(row => read(row.Unwrap(type))));
                return result.Text("queryToken");
            });
        }
    }

    /// <summary>Rows of one query for each hundred of <paramref name="values"/>, the queries in parallel.</summary>
    public async Task<IReadOnlyList<T>> QueryAnyAsync<T>(
        AccountId account,
        string type,
        string property,
        IReadOnlyCollection<string> values,
        Func<PlatformFilter, PlatformFilter> filter,
        Func<JsonFields, T> read,
        CancellationToken cancellationToken)
    {
        var queries = values.Distinct(StringComparer.Ordinal).Chunk(IdsPerQuery).ToArray();
        var pages = await InParallelAsync(
            queries,
            (chunk, token) => QueryAsync(account, type, filter(PlatformFilter.AnyOf(property, chunk)), read, token),
            cancellationToken);
        return [.. pages.SelectMany(page => page)];
    }

    /// <summary>Runs <paramref name="call"/> for each item, a bounded number at once, and answers in the items' order. The first failure ends the rest.</summary>
    public async Task<TResult[]> InParallelAsync<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Shared.Options.MaxParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, options, async (index, token) => results[index] = await call(items[index], token));
        return results;
    }

    private async Task<T> PostAsync<T>(PlatformRequest target, string type, JsonObject body, Func<JsonFields, T> read, CancellationToken cancellationToken)
    {
        var request = target with { BodyForm = PlatformBody.Json, Body = body.ToJsonString() };
        return Read(request, await SendAsync(request, cancellationToken), fields => read(fields.Unwrap(type)));
    }

    /// <summary>Turns an answer into a value; what cannot be read is <see cref="PlatformErrorKind.Malformed"/>, or unclear when it may not be repeated.</summary>
    private static T Read<T>(PlatformRequest request, BoomiAnswer answer, Func<JsonFields, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("The answer is not an object.");
            }

            return read(new JsonFields(document.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or XmlException or InvalidOperationException)
        {
            var kind = request.Repeatable ? PlatformErrorKind.Malformed : PlatformErrorKind.Unclear;
            throw new PlatformException(kind, answer.Status, "The answer cannot be read as JSON.", request.Operation, exception);
        }
    }
}

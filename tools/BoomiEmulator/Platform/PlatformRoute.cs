namespace BoomiEmulator.Platform;

/// <summary>A Platform API call as its verb and address tell it.</summary>
/// <param name="PathAccount">The account in the path, which authenticates.</param>
/// <param name="EffectiveAccount">The account that is operated on.</param>
/// <param name="ObjectName">The object's name as written.</param>
/// <param name="Action">What is done with it.</param>
/// <param name="Id">The id in the path, or empty.</param>
internal sealed record PlatformRoute(string PathAccount, string EffectiveAccount, string ObjectName, PlatformAction Action, string Id)
{
    private const string Direct = "/api/rest/v1/";
    private const string Partner = "/partner/api/rest/v1/";

    /// <summary>Whether the path belongs to the Platform API.</summary>
    public static bool IsPlatform(string path) =>
        path.StartsWith(Direct, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Partner, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a request's verb and address; null when the path is not the Platform API's.</summary>
    public static PlatformRoute? Of(HttpRequest request)
    {
        var path = request.Path.Value ?? string.Empty;
        var partner = path.StartsWith(Partner, StringComparison.OrdinalIgnoreCase);
        if (!partner && !path.StartsWith(Direct, StringComparison.OrdinalIgnoreCase))
            return null;

        var rest = path[(partner ? Partner.Length : Direct.Length)..];
        if (rest.EndsWith('/'))
            rest = rest[..^1];

        var parts = rest.Split('/');
        var overridden = partner ? request.Query["overrideAccount"].ToString() : string.Empty;
        var effective = overridden.Length > 0 ? overridden : parts[0];
        var (action, id) = ActionOf(request.Method, parts);
        return new PlatformRoute(parts[0], effective, parts.Length > 1 ? parts[1] : string.Empty, action, id);
    }

    private static (PlatformAction Action, string Id) ActionOf(string method, string[] parts)
    {
        var post = HttpMethods.IsPost(method);
        return parts.Length switch
        {
            2 when post => (PlatformAction.Create, string.Empty),
            3 when post && Is(parts[2], "query") => (PlatformAction.Query, string.Empty),
            3 when post && Is(parts[2], "queryMore") => (PlatformAction.QueryMore, string.Empty),
            3 when post && Is(parts[2], "bulk") => (PlatformAction.Bulk, string.Empty),
            3 when post => (PlatformAction.Update, parts[2]),
            3 when HttpMethods.IsGet(method) => (PlatformAction.Get, parts[2]),
            3 when HttpMethods.IsDelete(method) => (PlatformAction.Delete, parts[2]),
            4 when post && Is(parts[2], "execute") => (PlatformAction.Execute, parts[3]),
            4 when post && Is(parts[3], "update") && HasUpdateAlias(parts[1]) => (PlatformAction.Update, parts[2]),
            _ => (PlatformAction.None, string.Empty),
        };
    }

    /// <summary>The older way to update, which only these objects have.</summary>
    private static bool HasUpdateAlias(string name) => Is(name, "EnvironmentExtensions") || Is(name, "EnvironmentMapExtension");

    private static bool Is(string part, string word) => part.Equals(word, StringComparison.OrdinalIgnoreCase);
}

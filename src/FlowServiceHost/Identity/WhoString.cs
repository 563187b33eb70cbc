using System.Text;

namespace FlowServiceHost.Identity;

/// <summary>
/// What Flow's engine says of its running user in an Authorization header without a scheme. It is not signed: anybody can write one, so it proves nothing and
/// grants nothing here.
/// </summary>
internal sealed class WhoString
{
    private const int Longest = 16 * 1024;

    private static readonly string[] Keys =
    [
        "ManyWhoTenantId", "ManyWhoUserId", "ManyWhoToken", "DirectoryId", "DirectoryName", "RoleId", "RoleName", "PrimaryGroupId", "PrimaryGroupName", "Email",
        "IdentityProvider", "TenantName", "Token", "Username", "UserId", "FirstName", "LastName",
    ];

    private readonly IReadOnlyDictionary<string, string> _values;

    private WhoString(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>The value of a key, in any case; empty when there is none, or when it is the word <c>null</c>.</summary>
    public string this[string key] => _values.TryGetValue(key, out var value) && value != "null" ? value : string.Empty;

    /// <summary>The user of somebody who is not signed in to the flow.</summary>
    public static WhoString OfPublicUser(string tenantId) => new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ManyWhoTenantId"] = tenantId,
        ["ManyWhoUserId"] = "52df1a90-3826-4508-b7c2-cde8aa5b72cf",
        ["ManyWhoToken"] = string.Empty,
        ["DirectoryId"] = "UNAUTHENTICATED",
        ["DirectoryName"] = "UNKNOWN",
        ["RoleId"] = "UNAUTHENTICATED",
        ["RoleName"] = "UNKNOWN",
        ["PrimaryGroupId"] = "UNAUTHENTICATED",
        ["PrimaryGroupName"] = "UNKNOWN",
        ["Email"] = "admin@manywho.com",
        ["IdentityProvider"] = "NONE",
        ["TenantName"] = "UNKNOWN",
        ["Token"] = "NONE",
        ["Username"] = string.Empty,
        ["UserId"] = "PUBLIC_USER",
        ["FirstName"] = string.Empty,
        ["LastName"] = string.Empty,
    });

    /// <summary>Reads a header: decoded once, split at ampersands, each part at its first equals sign. Null when it is no who string.</summary>
    public static WhoString? Decode(string header)
    {
        if (header.Length is 0 or > Longest || header.Contains(' ', StringComparison.Ordinal))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in Uri.UnescapeDataString(header).Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[pair[..equals]] = pair[(equals + 1)..];
            }
        }

        return values.ContainsKey("ManyWhoTenantId") || values.ContainsKey("ManyWhoUserId") ? new WhoString(values) : null;
    }

    /// <summary>The header.</summary>
    public string Encode()
    {
        var text = new StringBuilder();
        foreach (var key in Keys.Where(_values.ContainsKey))
        {
            text.Append(text.Length > 0 ? "&" : string.Empty).Append(key).Append('=').Append(_values[key]);
        }

        return Uri.EscapeDataString(text.ToString());
    }
}

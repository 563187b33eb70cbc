using System.Globalization;
using System.Net;

namespace Contract.Outbound;

/// <summary>An entry of <see cref="AllowedHosts"/>.</summary>
/// <param name="Host">Host in ASCII and lower case; for a wildcard what follows the star, its dot included.</param>
/// <param name="Port">Port that must be used; null for the scheme's own.</param>
/// <param name="IsWildcard">Whether everything below the domain is meant.</param>
internal sealed record HostPattern(string Host, int? Port, bool IsWildcard)
{
    private const int LongestHost = 253;

    /// <summary>Reads an entry; null when it has not the right form.</summary>
    public static HostPattern? Parse(string? entry)
    {
        var text = (entry ?? string.Empty).Trim().ToLowerInvariant();
        var isWildcard = text.StartsWith("*.", StringComparison.Ordinal);
        if (isWildcard)
        {
            text = text[2..];
        }

        int? port = null;
        var colon = text.LastIndexOf(':');
        if (colon >= 0 && !text.EndsWith(']'))
        {
            if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                return null;
            }

            port = number;
            text = text[..colon];
        }

        if (!IsHost(text) || (isWildcard && (IsAddress(text) || !text.Contains('.', StringComparison.Ordinal))))
        {
            return null;
        }

        return new HostPattern(isWildcard ? $".{text}" : Bare(text), port, isWildcard);
    }

    /// <summary>Whether the entry means the host and the port of <paramref name="address"/>.</summary>
    public bool Covers(Uri address)
    {
        var host = Bare(address.IdnHost.ToLowerInvariant());
        var isHost = IsWildcard ? host.EndsWith(Host, StringComparison.Ordinal) && host.Length > Host.Length : string.Equals(host, Host, StringComparison.Ordinal);
        return isHost && (Port is { } port ? address.Port == port : address.IsDefaultPort);
    }

    /// <summary>Whether the entry names <paramref name="host"/> itself.</summary>
    public bool IsExactly(string host) => !IsWildcard && string.Equals(Bare(host.ToLowerInvariant()), Host, StringComparison.Ordinal);

    private static bool IsHost(string text) =>
        text.Length is > 0 and <= LongestHost
        && (IsAddress(text) || (Uri.CheckHostName(text) == UriHostNameType.Dns && !text.EndsWith('.') && text.All(char.IsAscii)));

    private static bool IsAddress(string text) => IPAddress.TryParse(text, out _);

    private static string Bare(string host) => host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
}

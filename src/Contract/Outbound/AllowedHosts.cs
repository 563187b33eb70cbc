using System.Net;

namespace Contract.Outbound;

/// <summary>
/// The hosts that a program may call. An entry is a host (<c>flow.boomi.com</c>), a host with a port (<c>127.0.0.1:9000</c>), or everything below a domain
/// (<c>*.flow-prod.boomi.com</c>, which leaves out the domain itself). Addresses must be https; plain http is for loopback hosts that are listed as such.
/// </summary>
public sealed class AllowedHosts
{
    private readonly IReadOnlyList<HostPattern> _patterns;

    private AllowedHosts(IReadOnlyList<HostPattern> patterns) => _patterns = patterns;

    /// <summary>No host at all.</summary>
    public static AllowedHosts None { get; } = new([]);

    /// <summary>The list in <paramref name="entries"/>.</summary>
    /// <exception cref="FormatException">An entry has not the right form; the message names every such entry.</exception>
    public static AllowedHosts Parse(IEnumerable<string> entries)
    {
        var all = entries.ToList();
        var problems = Problems(all).ToList();
        return problems.Count > 0
            ? throw new FormatException(string.Join(' ', problems))
            : new AllowedHosts([.. all.Select(entry => HostPattern.Parse(entry)!)]);
    }

    /// <summary>What is wrong with <paramref name="entries"/>, a sentence each.</summary>
    public static IEnumerable<string> Problems(IEnumerable<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return entries
            .Where(entry => HostPattern.Parse(entry) is null)
            .Select(entry => $"'{entry}' is not a host such as flow.boomi.com, 127.0.0.1:9000 or *.flow-prod.boomi.com (no scheme, no path, at least two labels after the star).");
    }

    /// <summary>Why <paramref name="address"/> must not be called, in words for a log; null when it may.</summary>
    public string? Refusal(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
        {
            return "it is not an absolute address";
        }

        if (address.UserInfo.Length > 0)
        {
            return "it carries credentials";
        }

        var pattern = _patterns.FirstOrDefault(candidate => candidate.Covers(address));
        if (pattern is null)
        {
            return $"the host {address.IdnHost}:{address.Port} is not among the allowed hosts";
        }

        var isSecure = address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
        return isSecure ? null : "it is not https";
    }

    /// <summary>Whether <paramref name="address"/> may be called.</summary>
    public bool Permits(Uri address) => Refusal(address) is null;

    /// <summary>
    /// Whether a connection to <paramref name="host"/> may go to <paramref name="resolved"/>. A name that only a star covers must not lead into a private network,
    /// whatever its DNS says; a host that is listed by name may, for its operator named it.
    /// </summary>
    public bool PermitsConnection(string host, IPAddress resolved) =>
        !PrivateNetworks.Contain(resolved) || _patterns.Any(pattern => pattern.IsExactly(host));
}

using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>
/// Decides which addresses may be called back. The address comes with the request, so whoever may call the service could otherwise make it call anything
/// that it can reach.
/// </summary>
internal sealed class CallbackHosts(IOptions<FlowOptions> options)
{
    private const int LongestAddress = 2048;

    /// <summary>The address to call; otherwise why there is none, and the name of its host.</summary>
    public (Uri? Address, string Host, string Refusal) Check(string callbackUri)
    {
        if (callbackUri.Length == 0)
        {
            return (null, string.Empty, "the request names no callback address");
        }

        if (callbackUri.Length > LongestAddress || !Uri.TryCreate(callbackUri, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
        {
            return (null, string.Empty, "the callback address cannot be read");
        }

        var isLoopback = options.Value.AllowLoopbackCallbacks && address.IsLoopback;
        if (address.Scheme != Uri.UriSchemeHttps && !(isLoopback && address.Scheme == Uri.UriSchemeHttp))
        {
            return (null, address.IdnHost, "the callback address is not https");
        }

        return isLoopback || options.Value.CallbackHosts.Any(allowed => Matches(allowed, address.IdnHost))
            ? (address, address.IdnHost, string.Empty)
            : (null, address.IdnHost, "the callback host is not among Flow:CallbackHosts");
    }

    private static bool Matches(string allowed, string host) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > allowed.Length - 1 && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase);
}

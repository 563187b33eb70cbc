using Contract.Outbound;
using FlowServiceHost.Hosting;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>
/// Decides which addresses may be called back. The address comes with the request, so whoever may call the service could otherwise make it call anything
/// that it can reach.
/// </summary>
internal sealed class CallbackHosts(IOptions<OutboundOptions> options)
{
    private const int LongestAddress = 2048;

    /// <summary>The hosts that are allowed.</summary>
    public AllowedHosts Allowed { get; } = options.Value.AllowedCallbackHosts;

    /// <summary>The address to call; otherwise why there is none, and the name of its host.</summary>
    public (Uri? Address, string Host, string Refusal) Check(string callbackUri)
    {
        if (callbackUri.Length == 0)
        {
            return (null, string.Empty, "the request names no callback address");
        }

        if (callbackUri.Length > LongestAddress || !Uri.TryCreate(callbackUri, UriKind.Absolute, out var address))
        {
            return (null, "unreadable", "the callback address cannot be read");
        }

        return Allowed.Refusal(address) is { } refusal ? (null, address.IdnHost, $"the callback address is refused because {refusal}") : (address, address.IdnHost, string.Empty);
    }
}

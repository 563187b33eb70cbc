using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Hosting;

/// <summary>The content security policy of pages: scripts, styles and forms of this host only, and scripts and styles within the page only with its nonce.</summary>
public static class PagePolicy
{
    private const string NonceItem = "csp-nonce";

    /// <summary>Sets the policy for this answer and returns the nonce that inline elements of its page must carry.</summary>
    public static string UsePagePolicy(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items[NonceItem] is string known)
        {
            return known;
        }

        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[NonceItem] = nonce;
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
        return nonce;
    }
}

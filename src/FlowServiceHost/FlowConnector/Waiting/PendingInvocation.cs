using System.Security.Cryptography;
using System.Text;
using Contract.Calls;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>An invocation whose flow was told to wait: everything that any host needs to find its answer and to deliver it.</summary>
/// <param name="Action">Name of the action.</param>
/// <param name="Request">The checked request message.</param>
/// <param name="Caller">Who called.</param>
/// <param name="Token">The invocation's token, which is also the idempotency key.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="CallbackUri">Where the answer goes.</param>
/// <param name="AcceptedAt">When the flow was told to wait.</param>
internal sealed record PendingInvocation(
    string Action, byte[] Request, CallerIdentity Caller, string Token, string TenantId, string CallbackUri, DateTimeOffset AcceptedAt)
{
    /// <summary>The primary account that the caller means; null when it names none.</summary>
    public string? PrimaryAccountId { get; init; }

    /// <summary>Whether the request came in the wrapped form.</summary>
    public bool CameWrapped { get; init; }

    /// <summary>The whole final answer; null while the work is not done.</summary>
    public byte[]? Answer { get; init; }

    /// <summary>Times that the final answer was offered and not taken.</summary>
    public int Attempts { get; init; }

    /// <summary>What the invocation is known by: the same for a repeat of it.</summary>
    public string Id() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{TenantId}\n{Token}\n{Action}")));
}

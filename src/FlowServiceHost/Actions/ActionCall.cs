using FlowServiceHost.Identity;

namespace FlowServiceHost.Actions;

/// <summary>What a dialect knows about a call besides its fields.</summary>
/// <param name="Credential">What the credentials proved.</param>
/// <param name="ClientAddress">Address that the request came from; may be empty.</param>
/// <param name="CorrelationId">ID that ties together the logs of the request.</param>
/// <param name="IdempotencyKey">The caller's key, or the invocation's token; null when there is none.</param>
/// <param name="RespondAsync">Whether the caller prefers an answer before the work is done.</param>
public sealed record ActionCall(
    Credential Credential, string ClientAddress, string CorrelationId, string? IdempotencyKey = null, bool RespondAsync = false)
{
    /// <summary>The primary account that the caller means; null when it names none.</summary>
    public string? PrimaryAccountId { get; init; }
}

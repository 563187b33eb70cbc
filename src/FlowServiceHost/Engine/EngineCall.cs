using Contract.Calls;

namespace FlowServiceHost.Engine;

/// <summary>What accompanies a request to the engine.</summary>
/// <param name="Caller">Who is calling.</param>
/// <param name="IdempotencyKey">The caller's key; null when there is none.</param>
/// <param name="RespondAsync">Whether the caller prefers an answer before the work is done.</param>
public sealed record EngineCall(CallerIdentity Caller, string? IdempotencyKey = null, bool RespondAsync = false)
{
    /// <summary>The primary account that the caller means, which the engine holds against its own; null when it names none.</summary>
    public string? PrimaryAccountId { get; init; }
}

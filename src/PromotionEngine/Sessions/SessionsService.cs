using System.Text.Json;
using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Sessions;

/// <summary>The gRPC face of sessions: what a page wants to find again belongs to one person.</summary>
public sealed class SessionsService(AccessRules access, SessionStore sessions, CallerReader callers) : PromotionService.V1.Sessions.SessionsBase
{
    /// <inheritdoc/>
    public override async Task<SaveSessionResponse> SaveSession(SaveSessionRequest request, ServerCallContext context)
    {
        var owner = Owner(context);
        MustBeJson(request.State);
        var savedAt = await sessions.SaveAsync(owner, request.SessionKey, request.State, context.CancellationToken)
            ?? throw new PromotionFailure(ErrorCodes.InvalidRequest, $"state is larger than {SessionStore.MaxBytes} bytes. Keep less in the session.");
        return new SaveSessionResponse { Success = true, SavedAt = WireInstant.Format(savedAt) };
    }

    /// <inheritdoc/>
    public override async Task<RestoreSessionResponse> RestoreSession(RestoreSessionRequest request, ServerCallContext context)
    {
        var session = await sessions.RestoreAsync(Owner(context), request.SessionKey, context.CancellationToken);
        return new RestoreSessionResponse { Success = true, State = session?.State ?? string.Empty, SavedAt = WireInstant.Format(session?.SavedAt) };
    }

    private string Owner(ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return caller.Person switch
        {
            { Email.Length: > 0 } person => person.Email,
            { Subject.Length: > 0 } person => person.Subject,
            _ => throw new PromotionFailure(ErrorCodes.InvalidRequest, "The request names nobody whose session it is. Send userEmail."),
        };
    }

    private static void MustBeJson(string state)
    {
        try
        {
            using var document = JsonDocument.Parse(state);
        }
        catch (JsonException exception)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"state is not JSON (line {exception.LineNumber + 1}).");
        }
    }
}

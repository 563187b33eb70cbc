using System.Text.Json.Nodes;
using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Scripts;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Extensions;

/// <summary>Changes a map extension, when that is switched on.</summary>
internal sealed class MapExtensionEditing(
    PlatformClient platform, ClientAccounts accounts, ExtensionAccessMappings access, EnvironmentChanges changes, ScriptValidation scripts, AccessRules tiers)
{
    /// <summary>Makes the change: what the payload does not mention stays.</summary>
    public async Task<UpdateMapExtensionResponse> UpdateAsync(Caller caller, UpdateMapExtensionRequest request, CancellationToken cancellationToken)
    {
        var payload = Read(request);
        tiers.RequireContributor(caller);
        var (account, environment) = (new AccountId(request.ClientAccountId), new EnvironmentId(request.EnvironmentId));
        await accounts.RequireAsync(caller, account, environment, cancellationToken);
        await using var held = await changes.TakeAsync(environment, cancellationToken);
        var boomi = platform.In(EnvironmentChanges.Scope());
        var present = await boomi.MapExtensions.FindAsync(account, request.MapExtensionId, cancellationToken);
        if (present is null || EnvironmentOf(present) != environment.Value)
        {
            throw new PromotionFailure(ErrorCodes.ExtensionNotFound, $"There is no map extension {request.MapExtensionId} in environment {environment}. Choose one of getExtensions' mapExtensionSummaries.");
        }

        RequireSame(payload, present);
        await RequireAccessAsync(caller, environment, present, cancellationToken);
        var wanted = MapExtension.Merge(present, payload);
        await CheckScriptsAsync(wanted, cancellationToken);
        var name = ExtensionJson.Text(present, "name");
        await changes.NoteAsync(held, caller, "updateMapExtension", environment, MapExtension.WithoutCredentials(present), $"map extension {name} ({request.MapExtensionId})", cancellationToken);
        await SendAsync(boomi, account, request.MapExtensionId, wanted, cancellationToken);
        return new UpdateMapExtensionResponse { Success = true, MapExtensionId = request.MapExtensionId, MapName = name };
    }

    private static JsonObject Read(UpdateMapExtensionRequest request)
    {
        var missing = new[]
        {
            ("clientAccountId", request.ClientAccountId), ("environmentId", request.EnvironmentId), ("mapExtensionId", request.MapExtensionId), ("mapExtensionPayload", request.MapExtensionPayload),
        }.Where(field => string.IsNullOrWhiteSpace(field.Item2)).Select(field => field.Item1).ToList();
        if (missing.Count > 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"These fields are missing: {string.Join(", ", missing)}.");
        }

        var payload = ExtensionJson.ParseObject(request.MapExtensionPayload)
            ?? throw new PromotionFailure(ErrorCodes.InvalidRequest, "mapExtensionPayload is not a JSON object (or says a member twice). Send the changed parts of the map extension as JSON text.");
        return MapExtension.FormProblem(payload) is not { } problem
            ? payload
            : throw new PromotionFailure(ErrorCodes.InvalidRequest, $"In mapExtensionPayload {problem}. Send the changed parts of the map extension in the form in which it is read.");
    }

    private static void RequireSame(JsonObject payload, JsonObject present)
    {
        foreach (var name in new[] { "id", "environmentId", "mapId", "processId" })
        {
            var (given, own) = (ExtensionJson.Text(payload, name), name == "environmentId" ? EnvironmentOf(present) : ExtensionJson.Text(present, name));
            if (given.Length > 0 && given != own)
            {
                throw new PromotionFailure(ErrorCodes.InvalidRequest, $"mapExtensionPayload holds {name} {given}, but the map extension's is {own}.");
            }
        }
    }

    private async Task RequireAccessAsync(Caller caller, EnvironmentId environment, JsonObject present, CancellationToken cancellationToken)
    {
        var process = ExtensionJson.Text(present, "processId");
        if (caller.Tier == Tier.Admin || (await access.OfAsync(environment, cancellationToken)).Any(record => (record.OwnerProcessId == process || record.ComponentId == process) && record.Admits(caller)))
        {
            return;
        }

        throw new PromotionFailure(
            ErrorCodes.UnauthorizedExtensionEdit, $"None of your groups may edit the extensions of process {process}, whose map this is. Ask an admin, or the team that owns it.");
    }

    // A script that does not pass is answered with its own code, and nothing is written.
    private async Task CheckScriptsAsync(JsonObject extension, CancellationToken cancellationToken)
    {
        foreach (var (function, word, script) in MapExtension.Scripts(extension))
        {
            var language = word.StartsWith("GROOVY", StringComparison.OrdinalIgnoreCase) ? ScriptLanguage.Groovy : ScriptValidation.LanguageOf(word)
                ?? throw new PromotionFailure(ErrorCodes.InvalidLanguage, $"The script of function {function} is in {word}; it must be in GROOVY or JAVASCRIPT.");
            try
            {
                var verdict = await scripts.CheckAsync(script, language, cancellationToken);
                if (!verdict.IsValid)
                {
                    throw new PromotionFailure(verdict.Code, $"Nothing was changed. The script of function {function}: {verdict.Message}");
                }
            }
            catch (ScriptCheckException exception)
            {
                throw new PromotionFailure(ErrorCodes.ValidationInternalError, $"Nothing was changed. The script of function {function} could not be checked: {exception.Message}");
            }
        }
    }

    private static async Task SendAsync(BoomiPlatform boomi, AccountId account, string id, JsonObject wanted, CancellationToken cancellationToken)
    {
        try
        {
            await boomi.MapExtensions.UpdateAsync(account, id, wanted, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.Refused or PlatformErrorKind.InvalidId)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"Boomi refused the change; nothing was changed: {exception.Message}");
        }
    }

    // Some answers of the platform spell the name without its first n.
    private static string EnvironmentOf(JsonObject extension) =>
        ExtensionJson.Text(extension, "environmentId") is { Length: > 0 } id ? id : ExtensionJson.Text(extension, "enviromentId");
}

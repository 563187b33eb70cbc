using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Extensions;

/// <summary>Changes extensions. Everything is checked before anything is written.</summary>
internal sealed class ExtensionEditing(PlatformClient platform, ClientAccounts accounts, ExtensionAccessMappings access, EnvironmentChanges changes, ExtensionImages images)
{
    /// <summary>Makes the change that a request asks for.</summary>
    public async Task<UpdateExtensionsResponse> UpdateAsync(Caller caller, UpdateExtensionsRequest request, CancellationToken cancellationToken)
    {
        var (account, environment) = (new AccountId(request.ClientAccountId), new EnvironmentId(request.EnvironmentId));
        var payload = ExtensionPayload.Read(request.ExtensionPayload, environment);
        await accounts.RequireAsync(caller, account, environment, cancellationToken);
        var violations = ExtensionAccessRules.Violations(caller, payload.Entries, await access.OfAsync(environment, cancellationToken));
        if (violations.Count > 0)
        {
            return Refused(request, violations);
        }

        await using var held = await changes.TakeAsync(environment, cancellationToken);
        var boomi = platform.In(EnvironmentChanges.Scope());
        var sets = await boomi.Extensions.FindAsync(account, environment, cancellationToken);
        var present = ExtensionReading.Require(sets, account, environment);
        await RequireUnchangedAsync(environment, request.ImageHash, present, payload, cancellationToken);
        var change = new ExtensionChange(present);
        var unknown = ExtensionAccessRules.Unknown(payload, change);
        if (unknown.Count > 0)
        {
            return Refused(request, unknown);
        }

        foreach (var entry in payload.Entries)
        {
            change.Add(entry, [.. entry.Fields()]);
        }

        if (!change.IsEmpty)
        {
            var what = $"{payload.LeafCount} values: {Listing.Of(payload.Fields.Select(field => field.Name))}";
            await changes.NoteAsync(held, caller, "updateExtensions", environment, present.Masked().Node, what, cancellationToken);
            await SendAsync(boomi, account, environment, sets, change, cancellationToken);
        }

        return new UpdateExtensionsResponse { Success = true, EnvironmentId = environment.Value, UpdatedFieldCount = payload.LeafCount };
    }

    private static async Task SendAsync(
        BoomiPlatform boomi,
        AccountId account,
        EnvironmentId environment,
        IReadOnlyList<EnvironmentExtensionSet> sets,
        ExtensionChange change,
        CancellationToken cancellationToken)
    {
        var standing = "nothing was changed";
        try
        {
            foreach (var (group, body) in change.Bodies)
            {
                await boomi.Extensions.UpdateAsync(account, environment, sets.First(set => set.GroupId == group), body, cancellationToken);
                standing = "a part, of another pack or of the environment itself, was changed before; reload to see it";
            }
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.Refused or PlatformErrorKind.InvalidId)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"Boomi refused the change; {standing}: {exception.Message}");
        }
    }

    private async Task RequireUnchangedAsync(EnvironmentId environment, string hash, ExtensionDocument present, ExtensionPayload payload, CancellationToken cancellationToken)
    {
        var now = present.WithoutEncryptedValues().Image();
        if (hash.Length == 0 || hash == ExtensionDocument.HashOf(now))
        {
            return;
        }

        var before = await images.RecallAsync(environment.Value, hash, cancellationToken);
        if (before is null)
        {
            throw new PromotionFailure(
                ErrorCodes.ExtensionsChanged, "The extensions changed since you read them, and that reading is no longer remembered, so which fields cannot be told. Reload and make your change again.");
        }

        var changed = now.Where(field => before.GetValueOrDefault(field.Key) != field.Value.Hash).ToList();
        var gone = before.Keys.Where(key => !now.ContainsKey(key)).ToList();
        if (gone.Count == 0 && RepeatedEdit.IsMade(changed.Select(field => field.Key), payload, present))
        {
            return;
        }

        var names = changed.Select(field => field.Value.Name)
            .Concat(gone.Select(key => string.Join('/', key.Split('\u001f').Skip(1).Where(part => part.Length > 0))))
            .Order(StringComparer.Ordinal);
        throw new PromotionFailure(ErrorCodes.ExtensionsChanged, $"Since you read them these changed: {Listing.Of(names)}. Reload, look at them, and make your change again.");
    }

    private static UpdateExtensionsResponse Refused(UpdateExtensionsRequest request, IReadOnlyList<ExtensionError> errors) => new()
    {
        ErrorCode = ExtensionAccessRules.CodeOf(errors),
        ErrorMessage = $"Nothing was changed. {string.Join(' ', errors.Take(5).Select(error => error.ErrorMessage))}{(errors.Count > 5 ? $" {errors.Count - 5} more in errors." : string.Empty)}",
        EnvironmentId = request.EnvironmentId,
        Errors = { errors },
    };
}

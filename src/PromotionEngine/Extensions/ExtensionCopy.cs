using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Extensions;

/// <summary>Copies the extensions of a client account's test environment to its production environment.</summary>
internal sealed class ExtensionCopy(PlatformClient platform, ClientAccounts accounts, EnvironmentChanges changes, MapExtensionCopy maps, AccessOptions options)
{
    /// <summary>Copies.</summary>
    public async Task<CopyExtensionsTestToProdResponse> CopyAsync(Caller caller, CopyExtensionsTestToProdRequest request, CancellationToken cancellationToken)
    {
        if (caller.Tier != Tier.Admin)
        {
            throw new PromotionFailure(ErrorCodes.Unauthorized, $"Only admins may copy extensions to production, and {caller.AuditName} is not in {options.AdminGroup}. Ask an admin to do it.");
        }

        var client = await RequireClientAsync(caller, request, cancellationToken);
        await using var held = await changes.TakeAsync(client.Production, cancellationToken);
        var boomi = platform.In(EnvironmentChanges.Scope());
        var reading = boomi.Extensions.FindAsync(client.Id, client.Test, cancellationToken);
        var sets = await boomi.Extensions.FindAsync(client.Id, client.Production, cancellationToken);
        var production = ExtensionReading.Require(sets, client.Id, client.Production);
        var plan = CopyPlan.Make(ExtensionReading.Require(await reading, client.Id, client.Test), production);
        if (!plan.Change.IsEmpty)
        {
            await changes.NoteAsync(
                held, caller, "copyExtensionsTestToProd", client.Production, production.Masked().Node, $"{plan.FieldsCopied} values of environment {client.Test}", cancellationToken);
            await SendValuesAsync(boomi, client, sets, plan.Change, cancellationToken);
        }

        var response = new CopyExtensionsTestToProdResponse
        {
            Success = true,
            SectionsExcluded = CopyPlan.SectionsExcluded,
            FieldsCopied = plan.FieldsCopied,
            EncryptedFieldsSkipped = plan.EncryptedFieldsSkipped,
            TestEnvironmentId = client.Test.Value,
            ProdEnvironmentId = client.Production.Value,
        };
        if (plan.Missing.Count > 0)
        {
            response.Warnings.Add($"Not extensible in production, so not copied: {Listing.Of(plan.Missing)}. Deploy the same version there first.");
        }

        var copied = await maps.CopyAsync(held, caller, boomi, client, cancellationToken);
        response.MapExtensionsCopied = copied.Count;
        response.Warnings.Add(copied.Warnings);
        await StampAsync(client, caller, response, cancellationToken);
        return response;
    }

    /// <summary>Sends something to production; what the platform does not take is COPY_FAILED.</summary>
    public static async Task SendAsync(Func<Task> send, string standing)
    {
        try
        {
            await send();
        }
        catch (PlatformException exception) when (exception.Kind is not (PlatformErrorKind.AuthFailed or PlatformErrorKind.Busy))
        {
            throw new PromotionFailure(ErrorCodes.CopyFailed, $"{standing} Boomi said ({(exception.Status == 0 ? "no answer" : exception.Status)}): {exception.Message}");
        }
    }

    private async Task<ClientAccount> RequireClientAsync(Caller caller, CopyExtensionsTestToProdRequest request, CancellationToken cancellationToken)
    {
        var test = new EnvironmentId(request.TestEnvironmentId);
        var production = new EnvironmentId(request.ProdEnvironmentId);
        var client = await accounts.RequireAsync(caller, new AccountId(request.ClientAccountId), test, cancellationToken);
        if (client.Test != test || client.Production != production)
        {
            throw new PromotionFailure(
                ErrorCodes.ExtensionNotFound,
                $"The test environment of {client.Name} ({client.Id}) is {client.Test} and its production environment {client.Production}; the request names {test} and {production}.");
        }

        return client;
    }

    private static async Task SendValuesAsync(
        BoomiPlatform boomi, ClientAccount client, IReadOnlyList<EnvironmentExtensionSet> sets, ExtensionChange change, CancellationToken cancellationToken)
    {
        var standing = "The values were not copied; production is as it was.";
        foreach (var (group, body) in change.Bodies)
        {
            await SendAsync(() => boomi.Extensions.UpdateAsync(client.Id, client.Production, sets.First(set => set.GroupId == group), body, cancellationToken), standing);
            standing = "Some values were copied, those of another pack not; copy again when it is corrected.";
        }
    }

    // The copy is done; a stamp that is missing must not make it look as if it were not.
    private async Task StampAsync(ClientAccount client, Caller caller, CopyExtensionsTestToProdResponse response, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.StampAsync(client, caller.AuditName, cancellationToken);
        }
        catch (DataHubException exception)
        {
            response.Warnings.Add($"The copy is done, but DataHub did not take its date for {client.Name}: {exception.Message}");
        }
    }
}

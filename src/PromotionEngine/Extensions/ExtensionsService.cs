using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Failures;
using PromotionService.V1;

namespace PromotionEngine.Extensions;

/// <summary>The gRPC face of extensions.</summary>
internal sealed class ExtensionsService(
    ExtensionReading reading,
    ExtensionEditing editing,
    ExtensionCopy copy,
    MapExtensionEditing maps,
    ExtensionAccessRefresh refresh,
    ClientAccounts accounts,
    AccessRules access,
    CallerReader callers,
    ExtensionOptions options) : PromotionService.V1.Extensions.ExtensionsBase
{
    /// <inheritdoc/>
    public override async Task<ListClientAccountsResponse> ListClientAccounts(ListClientAccountsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        if (caller.Groups.Count == 0)
        {
            throw new PromotionFailure(ErrorCodes.Unauthorized, "No SSO groups provided (userSsoGroups), so no client account can be looked up. Send the user's groups.");
        }

        return new ListClientAccountsResponse { Success = true, ClientAccounts = { await reading.ListAsync(caller, context.CancellationToken) } };
    }

    /// <inheritdoc/>
    public override async Task<GetExtensionsResponse> GetExtensions(GetExtensionsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return await reading.GetAsync(caller, new AccountId(request.ClientAccountId), new EnvironmentId(request.EnvironmentId), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<UpdateExtensionsResponse> UpdateExtensions(UpdateExtensionsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return await editing.UpdateAsync(NamedPerson(caller), request, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<CopyExtensionsTestToProdResponse> CopyExtensionsTestToProd(CopyExtensionsTestToProdRequest request, ServerCallContext context) =>
        await copy.CopyAsync(callers.Read(context), request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<UpdateMapExtensionResponse> UpdateMapExtension(UpdateMapExtensionRequest request, ServerCallContext context)
    {
        if (!options.MapExtensionEditing)
        {
            return new UpdateMapExtensionResponse
            {
                ErrorCode = ErrorCodes.MapExtensionReadonly,
                ErrorMessage = "Map extension editing is not switched on (Features:MapExtensionEditing). Copy map extensions from test to production instead.",
                MapExtensionId = request.MapExtensionId,
            };
        }

        return await maps.UpdateAsync(callers.Read(context), request, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<RebuildExtensionCacheResponse> RebuildExtensionCache(RebuildExtensionCacheRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireAdmin(caller, "rebuild the access records of extensions");
        var (account, environment) = (new AccountId(request.ClientAccountId), new EnvironmentId(request.EnvironmentId));
        await accounts.RequireAsync(caller, account, environment, context.CancellationToken);
        var count = await refresh.RefreshAsync(account, environment, RecordSources.AdminSync, caller.AuditName, EnvironmentChanges.Scope(), context.CancellationToken);
        return new RebuildExtensionCacheResponse { Success = true, RecordCount = count };
    }

    private static Caller NamedPerson(Caller caller) => caller.AuditName.Length > 0
        ? caller
        : throw new PromotionFailure(ErrorCodes.InvalidRequest, "The request names nobody who changes extensions. Send userEmail.");
}

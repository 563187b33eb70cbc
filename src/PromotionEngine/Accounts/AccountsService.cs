using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionService.V1;

namespace PromotionEngine.Accounts;

/// <summary>The gRPC face of accounts.</summary>
internal sealed class AccountsService(AccessRules access, AccessAdministration administration, CallerReader callers) : PromotionService.V1.Accounts.AccountsBase
{
    /// <inheritdoc/>
    public override async Task<GetDevAccountsResponse> GetDevAccounts(GetDevAccountsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        if (caller.Groups.Count == 0)
        {
            throw new PromotionFailure(ErrorCodes.Unauthorized, "userSsoGroups names no group, so no development account can be looked up. Send the user's groups.");
        }

        access.RequireContributor(caller);
        var accounts = await access.AccountsOfAsync(caller, context.CancellationToken);
        return new GetDevAccountsResponse
        {
            Success = true,
            EffectiveTier = caller.Tier == Tier.Admin ? "ADMIN" : "CONTRIBUTOR",
            DevAccounts = { accounts.Select(account => new DevAccount { AccountId = account.Id.Value, AccountName = account.Name }) },
        };
    }

    /// <inheritdoc/>
    public override async Task<ManageAccessResponse> ManageAccess(ManageAccessRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireAdmin(caller, "manage access");
        var kind = AccessGrant.Of(request.Kind);
        var given = AccessMessages.FieldsOf(kind, request);
        return request.Action switch
        {
            "update" => AccessMessages.ToResponse(kind, [await administration.UpdateAsync(NamedPerson(caller), kind, given, context.CancellationToken)]),
            "delete" => await administration.DeleteAsync(NamedPerson(caller), kind, given, KeyedAct.Of(context), context.CancellationToken),
            _ => AccessMessages.ToResponse(kind, await administration.QueryAsync(kind, given, context.CancellationToken)),
        };
    }

    private static Caller NamedPerson(Caller caller) => caller.Person.Email.Length > 0 || caller.Person.Subject.Length > 0
        ? caller
        : throw new PromotionFailure(ErrorCodes.InvalidRequest, "The request names nobody who changes access. Send userEmail.");
}

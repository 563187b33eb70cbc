using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Failures;
using PromotionService.V1;

namespace PromotionEngine.Accounts;

/// <summary>The gRPC face of accounts.</summary>
public sealed class AccountsService(AccessRules access, CallerReader callers) : PromotionService.V1.Accounts.AccountsBase
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
}

using Contract.Errors;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Failures;

namespace PromotionEngine.Accounts;

/// <summary>Who may use which development account. Each rule throws the failure that answers the caller.</summary>
public sealed class AccessRules(DevAccountGrants grants, AccessOptions options)
{
    /// <summary>The accounts that <paramref name="caller"/> may promote from, by name, each once.</summary>
    public async Task<IReadOnlyList<DevAccountAccess>> AccountsOfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var active = await grants.ActiveAsync(cancellationToken);
        return
        [
            .. active
                .Where(grant => Covers(caller, grant))
                .GroupBy(grant => grant.DevAccountId, StringComparer.Ordinal)
                .Select(account => new DevAccountAccess(new AccountId(account.Key), account.First().DevAccountName))
                .OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(account => account.Id.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The caller must be at least a contributor.</summary>
    public void RequireContributor(Caller caller)
    {
        if (caller.Tier < Tier.Contributor)
        {
            throw new PromotionFailure(
                ErrorCodes.InsufficientTier,
                $"{Name(caller)} is in neither {options.ContributorGroup} nor {options.AdminGroup}. Ask the access administrator for one of these groups.");
        }
    }

    /// <summary>The caller must be a person: a connector that names nobody may not do what is decided or signed.</summary>
    public static void RequirePerson(Caller caller, string field)
    {
        if (caller.Person.Label.Length == 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"The request names nobody who does this. Send {field}.");
        }
    }

    /// <summary>The caller must be an admin.</summary>
    public void RequireAdmin(Caller caller, string act)
    {
        if (caller.Tier < Tier.Admin)
        {
            throw new PromotionFailure(ErrorCodes.InsufficientTier, $"Only admins may {act}, and {Name(caller)} is not in {options.AdminGroup}. Ask an admin to do it.");
        }
    }

    /// <summary>The caller must be a contributor with access to <paramref name="account"/>, or an admin.</summary>
    public async Task<DevAccountAccess> RequireAccountAsync(Caller caller, AccountId account, CancellationToken cancellationToken)
    {
        RequireContributor(caller);
        var accounts = await AccountsOfAsync(caller, cancellationToken);
        if (accounts.FirstOrDefault(candidate => candidate.Id == account) is { } access)
        {
            return access;
        }

        throw caller is { Tier: Tier.Admin, IsLimited: false }
            ? new PromotionFailure(ErrorCodes.AccountNotFound, $"{account} is not an active development account. Link it with a DevAccountAccess record, or check the ID.")
            : new PromotionFailure(
                ErrorCodes.UnauthorizedAccountAccess,
                caller.Reaches(account)
                    ? $"None of the groups of {Name(caller)} has access to development account {account}. Ask an admin to grant one of them access."
                    : $"The connector {caller.AssertedBy} is not set up for development account {account}. Ask its operator, or sign in with a token of your own.");
    }

    /// <summary>Whether <paramref name="caller"/> may use <paramref name="account"/>.</summary>
    public async Task<bool> HasAccountAsync(Caller caller, AccountId account, CancellationToken cancellationToken) =>
        (await AccountsOfAsync(caller, cancellationToken)).Any(candidate => candidate.Id == account);

    private static bool Covers(Caller caller, DevAccountGrant grant) =>
        caller.Reaches(new AccountId(grant.DevAccountId)) && GroupsCover(caller, grant);

    private static bool GroupsCover(Caller caller, DevAccountGrant grant) => caller.Tier switch
    {
        Tier.Admin => true,
        Tier.Contributor when caller.Groups.Count == 0 => caller.ConnectorAccounts.Count > 0,
        Tier.Contributor => caller.IsIn(grant.SsoGroupId) || caller.IsIn(grant.SsoGroupName),
        _ => false,
    };

    private static string Name(Caller caller) => caller.AuditName.Length > 0 ? caller.AuditName : "The caller";
}

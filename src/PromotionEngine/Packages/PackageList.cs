using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;

namespace PromotionEngine.Packages;

/// <summary>The packaged components of an account.</summary>
public sealed class PackageList(PlatformClient client)
{
    /// <summary>All packages of <paramref name="account"/> that are not deleted, newest first.</summary>
    public async Task<IReadOnlyList<PackageRow>> OfAccountAsync(AccountId account, CancellationToken cancellationToken)
    {
        var platform = client.In(new CallScope(CallLane.Interactive));
        if (await platform.Accounts.FindAsync(account, cancellationToken) is null)
        {
            throw new PromotionFailure(ErrorCodes.AccountNotFound, $"Account {account} does not exist below the primary account or is not active. Check the ID, or ask an admin to link the account.");
        }

        var packages = await platform.Packages.ListAsync(account, cancellationToken);
        var components = packages.Select(package => package.ComponentId).Distinct().ToList();
        var metadata = await platform.Metadata.CurrentAsync(account, components, cancellationToken);
        var names = metadata.ToDictionary(component => component.Id, component => component.Name);
        return
        [
            .. packages
                .OrderByDescending(package => package.CreatedDate)
                .ThenBy(package => package.Id.Value, StringComparer.Ordinal)
                .Select(package => new PackageRow(package, names.GetValueOrDefault(package.ComponentId, package.ComponentId.Value))),
        ];
    }
}

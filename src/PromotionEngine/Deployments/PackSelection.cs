using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Packages;

namespace PromotionEngine.Deployments;

/// <summary>Checks the pack that a request names before anything is done.</summary>
internal static class PackSelection
{
    /// <summary>The pack to use; null when the request names none.</summary>
    /// <param name="platform">The scoped client.</param>
    /// <param name="account">The publisher.</param>
    /// <param name="wanted">What the request says.</param>
    /// <param name="target">Which pack it is to be.</param>
    /// <param name="known">What an earlier attempt chose: a pack that it created is no stranger of the same name.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="PromotionFailure">INVALID_REQUEST.</exception>
    public static async Task<PackChoice?> ChooseAsync(
        BoomiPlatform platform, AccountId account, PackWanted wanted, PackTarget target, PackChoice? known, CancellationToken cancellationToken)
    {
        if (wanted.PackId.Length > 0 && wanted.IsNew)
        {
            throw Invalid($"{wanted.IdField} names a pack and {wanted.NewField} asks for a new one. Send one of them.");
        }

        return wanted.IsNew ? await NewAsync(platform, account, wanted, target, known, cancellationToken)
            : wanted.PackId.Length > 0 ? await ExistingAsync(platform, account, wanted, target, cancellationToken)
            : null;
    }

    private static async Task<PackChoice> ExistingAsync(BoomiPlatform platform, AccountId account, PackWanted wanted, PackTarget target, CancellationToken cancellationToken)
    {
        var pack = (await platform.PublisherPacks.FindAsync(account, new IntegrationPackId(wanted.PackId), cancellationToken))?.Pack
            ?? throw Invalid($"{wanted.IdField} {wanted.PackId} is no integration pack of account {account}. Choose one that listIntegrationPacks lists.");
        if (pack.InstallationType != InstallationType.Multi)
        {
            throw Invalid($"{wanted.IdField} {wanted.PackId} ({pack.Name}) is a {pack.InstallationType} pack. Choose a MULTI pack.");
        }

        return PackNames.IsTest(pack.Name) == (target == PackTarget.Test)
            ? new PackChoice(pack.Id.Value, pack.Name, pack.Description)
            : throw Invalid(target == PackTarget.Test
                ? $"{wanted.IdField} {wanted.PackId} ({pack.Name}) is a production pack. Choose a test pack: its name ends in \"- TEST\"."
                : $"{wanted.IdField} {wanted.PackId} ({pack.Name}) is a test pack. Choose a production pack.");
    }

    private static async Task<PackChoice> NewAsync(
        BoomiPlatform platform, AccountId account, PackWanted wanted, PackTarget target, PackChoice? known, CancellationToken cancellationToken)
    {
        if (wanted.NewName.Length == 0)
        {
            throw Invalid($"{wanted.NewField} is true, but {wanted.NameField} is missing.");
        }

        if (target == PackTarget.Production && PackNames.IsTest(wanted.NewName))
        {
            throw Invalid($"{wanted.NameField} {wanted.NewName} is the name of a test pack. Choose a name that does not end in \"- TEST\".");
        }

        var name = target == PackTarget.Test ? PackNames.AsTest(wanted.NewName) : wanted.NewName;
        if (known?.Name == name && known.PackId.Length > 0)
        {
            return known;
        }

        return await platform.PublisherPacks.FindByNameAsync(account, name, cancellationToken) is [var same, ..] && known?.Name != name
            ? throw Invalid($"There is an integration pack called {name} already ({same.Id}). Send it as {wanted.IdField}, or choose another name.")
            : new PackChoice(string.Empty, name, wanted.NewDescription);
    }

    private static PromotionFailure Invalid(string message) => new(ErrorCodes.InvalidRequest, message);
}

using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>Account: the account itself by id, the accounts below it by query.</summary>
internal sealed class AccountResource(QueryPages pages) : QueryResource<Account>(pages)
{
    /// <inheritdoc/>
    public override string Name => "Account";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } =
        ["accountId", "dateCreated", "expirationDate", "name", "status", "widgetAccount", "overDeployed"];

    /// <inheritdoc/>
    protected override bool IgnoreCase => true;

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) =>
        id.Equals(call.AccountId, StringComparison.OrdinalIgnoreCase) && call.World.FindAccount(id) is { } account
            ? Write(account)
            : throw new PlatformRefusal($"Account id {id} is invalid.");

    /// <inheritdoc/>
    protected override IEnumerable<Account> Rows(PlatformCall call, FilterExpression filter) =>
        call.World.Accounts().Where(account => string.Equals(account.ParentId, call.AccountId, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, Account row, string property) => property switch
    {
        "accountId" => row.Id,
        "dateCreated" => row.DateCreated,
        "name" => row.Name,
        "status" => row.Status,
        "widgetAccount" or "overDeployed" => false,
        _ => null,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, Account row) => Write(row);

    private static WireObject Write(Account account) => new WireObject("Account")
        .Attribute("accountId", account.Id)
        .Attribute("name", account.Name)
        .Attribute("status", account.Status)
        .Attribute("dateCreated", account.DateCreated)
        .Attribute("widgetAccount", value: false)
        .Attribute("suggestionsEnabled", value: true)
        .Attribute("supportAccess", value: false)
        .Attribute("supportLevel", "standard")
        .Attribute("overDeployed", value: false);
}

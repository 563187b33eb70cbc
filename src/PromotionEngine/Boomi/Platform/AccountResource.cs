using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Accounts below the primary account.</summary>
public sealed class AccountResource
{
    private const string Type = "Account";

    private readonly PlatformSession _session;

    internal AccountResource(PlatformSession session) => _session = session;

    /// <summary>All active accounts below the primary account.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken = default) =>
        Active(await _session.QueryAsync(_session.Shared.Primary, Type, PlatformFilter.Equal("status", "active"), Read, cancellationToken));

    /// <summary>An active account below the primary account, or null.</summary>
    public async Task<Account?> FindAsync(AccountId id, CancellationToken cancellationToken = default)
    {
        var filter = PlatformFilter.And(PlatformFilter.Equal("accountId", id.Value), PlatformFilter.Equal("status", "active"));
        var rows = await _session.QueryAsync(_session.Shared.Primary, Type, filter, Read, cancellationToken);
        return Active(rows).FirstOrDefault(account => account.Id == id);
    }

    private static IReadOnlyList<Account> Active(IReadOnlyList<Account> accounts) =>
        [.. accounts.Where(account => string.Equals(account.Status, "active", StringComparison.OrdinalIgnoreCase))];

    private static Account Read(JsonFields row) => new(new AccountId(row.Text("accountId")), row.Text("name"), row.Text("status"));
}

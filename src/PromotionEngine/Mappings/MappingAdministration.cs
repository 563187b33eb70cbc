using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using ManageMappingsResponse = PromotionService.V1.ManageMappingsResponse;

namespace PromotionEngine.Mappings;

/// <summary>Lists, seeds and deletes mappings. What cannot work is caught here, not at the first promotion. Every change is audited before it is made.</summary>
internal sealed class MappingAdministration(
    ComponentMappings mappings,
    CurrentMappings current,
    MappingOutbox outbox,
    MappingClaims claims,
    AccessRules access,
    PlatformClient client,
    PlatformOptions options,
    PromotionRecords promotions,
    AuditLog audit,
    IStateStore store,
    TimeProvider time)
{
    private const string AdminSeeding = "ADMIN_SEEDING";

    /// <summary>The mappings of <paramref name="query"/> whose development account <paramref name="caller"/> may use, by account and name.</summary>
    public async Task<IReadOnlyList<MappingRow>> QueryAsync(Caller caller, MappingQuery query, CancellationToken cancellationToken)
    {
        var accounts = (await access.AccountsOfAsync(caller, cancellationToken)).ToDictionary(account => account.Id.Value, account => account.Name, StringComparer.Ordinal);
        var all = await current.ListAsync(new ComponentMappingFilter(query.DevAccountId), cancellationToken);
        return
        [
            .. all
                .Where(mapping => query.Matches(mapping) && (caller.Tier == Tier.Admin || accounts.ContainsKey(mapping.DevAccountId)))
                .OrderBy(mapping => mapping.DevAccountId, StringComparer.Ordinal)
                .ThenBy(mapping => mapping.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(mapping => mapping.DevComponentId, StringComparer.Ordinal)
                .Select(mapping => new MappingRow(mapping, accounts.GetValueOrDefault(mapping.DevAccountId, string.Empty))),
        ];
    }

    /// <summary>Sets the production component of a development component.</summary>
    /// <exception cref="PromotionFailure">COMPONENT_NOT_FOUND, or INVALID_REQUEST when the two do not go together.</exception>
    public async Task<MappingRow> SeedAsync(
        Caller caller, AccountId account, ComponentId devId, ComponentId prodId, string name, string type, CancellationToken cancellationToken)
    {
        var devAccount = await access.RequireAccountAsync(caller, account, cancellationToken);
        var platform = client.In(new CallScope(CallLane.Interactive));
        var primary = new AccountId(options.AccountId);
        var dev = await FindAsync(platform, account, devId, "development", cancellationToken);
        var prod = await FindAsync(platform, primary, prodId, "production", cancellationToken);
        TypesMustGoTogether(dev, prod, type);
        await NothingMayBeUnderWayAsync(account, devId, cancellationToken);
        var mapping = new ComponentMapping(
            account.Value,
            devId.Value,
            prodId.Value,
            name.Length > 0 ? name : dev.Name,
            dev.Type,
            primary.Value,
            prod.Version,
            time.GetUtcNow(),
            caller.AuditName,
            AdminSeeding);
        var present = (await current.FindAsync(account, [devId], cancellationToken)).FirstOrDefault();
        await AuditAsync(caller, "manageMappings update", Describe(present), Describe(mapping), KeyedAct.None, answer: null, cancellationToken);
        await mappings.UpsertAsync([mapping], cancellationToken);
        return new MappingRow(mapping, devAccount.Name);
    }

    /// <summary>Deletes a mapping, so that the key may come back.</summary>
    /// <exception cref="PromotionFailure">COMPONENT_NOT_FOUND when there is none, INVALID_REQUEST when a live promotion uses it.</exception>
    public async Task<ManageMappingsResponse> DeleteAsync(Caller caller, AccountId account, ComponentId devId, KeyedAct key, CancellationToken cancellationToken)
    {
        // An engine that is gone may have deleted it, wholly or in part.
        var answer = key.Committed<ManageMappingsResponse>();
        var found = (await current.FindAsync(account, [devId], cancellationToken)).FirstOrDefault();
        if (found is not null)
        {
            NoLivePromotionMayUseIt(account, devId, await promotions.ListLiveAsync(account, cancellationToken));
            await NothingMayBeUnderWayAsync(account, devId, cancellationToken);
        }

        if (answer is null)
        {
            answer = found is null
                ? throw new PromotionFailure(ErrorCodes.ComponentNotFound, $"There is no mapping for component {devId} of development account {account}.")
                : MappingRow.ToResponse([new MappingRow(found, string.Empty)]);
            await AuditAsync(caller, "manageMappings delete", Describe(found), string.Empty, key, answer, cancellationToken);
        }

        await mappings.DeleteAsync(account, devId, cancellationToken);
        await claims.ForgetAsync(account, devId, cancellationToken);
        return answer;
    }

    private static async Task<ComponentMetadata> FindAsync(
        BoomiPlatform platform, AccountId account, ComponentId component, string side, CancellationToken cancellationToken) =>
        (await platform.Metadata.CurrentAsync(account, [component], cancellationToken)).FirstOrDefault()
        ?? throw new PromotionFailure(ErrorCodes.ComponentNotFound, $"The {side} component {component} does not exist in account {account}, or is deleted. Check the ID.");

    private static void TypesMustGoTogether(ComponentMetadata dev, ComponentMetadata prod, string type)
    {
        if (ComponentTypes.IsConnection(dev.Type) != ComponentTypes.IsConnection(prod.Type) || (!ComponentTypes.IsConnection(dev.Type) && dev.Type != prod.Type))
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"{dev.Name} ({dev.Id}) is a {dev.Type}, but the production component {prod.Name} ({prod.Id}) is a {prod.Type}. Map it to a component of its own type.");
        }

        if (type.Length > 0 && type != dev.Type && !(ComponentTypes.IsConnection(type) && ComponentTypes.IsConnection(dev.Type)))
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"componentType is {type}, but {dev.Name} ({dev.Id}) is a {dev.Type}. Leave componentType out.");
        }
    }

    // What waits for DataHub would be written over the admin's decision.
    private async Task NothingMayBeUnderWayAsync(AccountId account, ComponentId devId, CancellationToken cancellationToken)
    {
        if ((await outbox.PendingAsync(cancellationToken)).Any(mapping => mapping.DevAccountId == account.Value && mapping.DevComponentId == devId.Value))
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"The mapping of {devId} that a merge made is still on its way to DataHub. Ask again in a minute, as a new request; while DataHub is away it stays so.");
        }
    }

    private static void NoLivePromotionMayUseIt(AccountId account, ComponentId devId, IReadOnlyList<StoredPromotion> live)
    {
        var user = live.Select(stored => stored.Promotion).FirstOrDefault(promotion => promotion.DevAccountId == account && promotion.HoldsItsBranch
            && (promotion.ConnectionIds.Contains(devId.Value, StringComparer.Ordinal) || promotion.Results.Any(result => result.DevComponentId == devId.Value)));
        if (user is not null)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"Promotion {user.Id} of {user.ProcessName} ({user.Status.Word()}) uses the mapping of {devId}. {(user.Status.IsInTest() ? "Cancel its test deployment, or take it to production, first." : "Wait until it is deployed or withdrawn.")}");
        }
    }

    private async Task AuditAsync(Caller caller, string act, string before, string after, KeyedAct key, ManageMappingsResponse? answer, CancellationToken cancellationToken)
    {
        var entry = new AuditEvent(time.GetUtcNow(), caller.AuditName, act) { AssertedBy = caller.AssertedBy, Client = caller.ClientAddress, Before = before, After = after };
        var commit = new Commit();
        audit.Append(commit, entry);
        if (answer is not null)
        {
            key.Keep(commit, answer);
        }

        var version = (await store.CommitAsync(commit, cancellationToken)).OrThrow().Version;
        if (answer is not null)
        {
            key.Kept(version);
        }

        audit.Announce(entry);
    }

    private static string Describe(ComponentMapping? mapping) => mapping is null
        ? string.Empty
        : $"{mapping.Name} ({mapping.Type}): {mapping.DevComponentId} of {mapping.DevAccountId} to {mapping.ProdComponentId}";
}

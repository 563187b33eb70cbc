using Contract.Errors;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.State;
using ManageAccessResponse = PromotionService.V1.ManageAccessResponse;

namespace PromotionEngine.Accounts;

/// <summary>Lists and changes the grants of development accounts and client accounts. Every change is audited before it is made.</summary>
internal sealed class AccessAdministration(DataHubClient client, DevAccountGrants grants, AuditLog audit, IStateStore store, TimeProvider time)
{
    private const string Group = "ssoGroupId";

    /// <summary>The grants of a kind that have the <paramref name="wanted"/> values; switched-off ones too.</summary>
    public async Task<IReadOnlyList<GoldenRecord>> QueryAsync(AccessGrant kind, IReadOnlyDictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        var records = await client.QueryAsync(kind.Model, RecordFilter.Everything, sort: null, cancellationToken);
        return
        [
            .. records
                .Where(record => wanted.All(field => string.Equals(record[field.Key], field.Value, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(record => record[kind.Account], StringComparer.Ordinal)
                .ThenBy(record => record["ssoGroupName"], StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Adds or changes a grant. What the request lacks keeps its value; a new grant is active unless it says otherwise.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST naming every missing field.</exception>
    public async Task<GoldenRecord> UpdateAsync(Caller caller, AccessGrant kind, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var present = await FindAsync(kind, given, cancellationToken);
        var fields = new Dictionary<string, string>(present?.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        fields.TryAdd(AccessGrant.IsActive, "true");
        foreach (var (name, value) in given)
        {
            fields[name] = value;
        }

        RequireFields(kind.Model.Fields.Where(field => field.Required).Select(field => field.Name), fields);
        await AuditAsync(caller, "manageAccess update", Describe(kind, present?.Fields), Describe(kind, fields), KeyedAct.None, answer: null, cancellationToken);
        var outcomes = await client.UpsertAsync(kind.Model, RecordSources.AdminConfig, [new GoldenRecordWrite(fields)], cancellationToken);
        outcomes.RequireWritten(kind.Model);
        grants.Forget();
        return new GoldenRecord(outcomes[0].RecordId, fields, []);
    }

    /// <summary>Deletes a grant, so that its key may come back.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST when there is none.</exception>
    public async Task<ManageAccessResponse> DeleteAsync(Caller caller, AccessGrant kind, IReadOnlyDictionary<string, string> given, KeyedAct key, CancellationToken cancellationToken)
    {
        // An engine that is gone may have deleted it, wholly or in part.
        if (key.Committed<ManageAccessResponse>() is not { } answer)
        {
            var present = await FindAsync(kind, given, cancellationToken)
                ?? throw new PromotionFailure(ErrorCodes.InvalidRequest, $"Group {given[Group]} has no grant for {given[kind.Account]}. List the grants with action query.");
            answer = AccessMessages.ToResponse(kind, [present]);
            await AuditAsync(caller, "manageAccess delete", Describe(kind, present.Fields), string.Empty, key, answer, cancellationToken);
        }

        await client.DeleteByKeyAsync(kind.Model, Key(kind, given), cancellationToken);
        grants.Forget();
        return answer;
    }

    private async Task<GoldenRecord?> FindAsync(AccessGrant kind, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        RequireFields([Group, kind.Account], given);
        KeyMustBeKeptWhole(kind, given);
        return (await QueryAsync(kind, Key(kind, given), cancellationToken)).FirstOrDefault();
    }

    // A key that is cut, or that reads like another one when it is joined, would be somebody else's.
    private static void KeyMustBeKeptWhole(AccessGrant kind, IReadOnlyDictionary<string, string> given)
    {
        foreach (var name in new[] { Group, kind.Account })
        {
            var longest = kind.Model.Fields.First(field => field.Name == name).MaxLength;
            if (given[name].Length > longest || given[name].Contains('|', StringComparison.Ordinal))
            {
                throw new PromotionFailure(ErrorCodes.InvalidRequest, $"{name} must be at most {longest} characters without \"|\"; it has {given[name].Length}. Check the ID.");
            }
        }
    }

    private static Dictionary<string, string> Key(AccessGrant kind, IReadOnlyDictionary<string, string> given) =>
        new(StringComparer.Ordinal) { [Group] = given[Group], [kind.Account] = given[kind.Account] };

    private static void RequireFields(IEnumerable<string> names, IReadOnlyDictionary<string, string> fields)
    {
        var missing = names.Where(name => fields.GetValueOrDefault(name, string.Empty).Length == 0).ToList();
        if (missing.Count > 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"These fields are missing: {string.Join(", ", missing)}.");
        }
    }

    private async Task AuditAsync(Caller caller, string act, string before, string after, KeyedAct key, ManageAccessResponse? answer, CancellationToken cancellationToken)
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

    private static string Describe(AccessGrant kind, IReadOnlyDictionary<string, string>? fields) => fields is null
        ? string.Empty
        : $"{kind.Kind} {fields[kind.Account]} for {fields[Group]} ({fields.GetValueOrDefault("ssoGroupName")}), active {fields.GetValueOrDefault(AccessGrant.IsActive)}";
}

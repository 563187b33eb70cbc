using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionService.V1;

namespace PromotionEngine.Extensions;

/// <summary>Who may change what of a payload. Every entry is judged; one violation and nothing is written.</summary>
internal static class ExtensionAccessRules
{
    private static readonly string[] Order = [ErrorCodes.ConnectionEditAdminOnly, ErrorCodes.UnauthorizedExtensionEdit, ErrorCodes.ExtensionNotFound];

    /// <summary>What the caller may not change, entry by entry.</summary>
    public static IReadOnlyList<ExtensionError> Violations(Caller caller, IEnumerable<ExtensionEntry> entries, IReadOnlyList<ExtensionAccess> access)
    {
        var records = access.GroupBy(record => record.ComponentId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return [.. entries.Select(entry => Judge(caller, entry, records)).OfType<ExtensionError>()];
    }

    /// <summary>The fields of a payload that are not extensible in the environment, as it is now.</summary>
    public static IReadOnlyList<ExtensionError> Unknown(ExtensionPayload payload, ExtensionChange change) =>
    [
        .. payload.Entries.Select(entry =>
        {
            var known = change.Present(entry)?.Fields().Select(field => field.Place).ToHashSet();
            var missing = known is null ? entry.Name : entry.Fields().FirstOrDefault(field => !known.Contains(field.Place))?.Name;
            return missing is null ? null : Error(entry, ErrorCodes.ExtensionNotFound, NotThere(missing, entry, change));
        }).OfType<ExtensionError>(),
    ];

    /// <summary>The code that stands for all of <paramref name="errors"/>.</summary>
    public static string CodeOf(IReadOnlyList<ExtensionError> errors) => Order.First(code => errors.Any(error => error.ErrorCode == code));

    private static string NotThere(string name, ExtensionEntry entry, ExtensionChange change) => change.PacksOf(entry).ToList() is { Count: > 1 } packs && change.Present(entry) is null
        ? $"{name} is extensible in several installed packs. Name one in the entry's {ExtensionDocument.Group}: {Listing.Of(packs)}."
        : $"{name} is not extensible in this environment now. Reload the extensions.";

    private static ExtensionError? Judge(Caller caller, ExtensionEntry entry, Dictionary<string, ExtensionAccess> records)
    {
        if (entry.ComponentId.Length == 0)
        {
            return caller.Tier == Tier.Admin
                ? null
                : Error(entry, ErrorCodes.UnauthorizedExtensionEdit, $"The dynamic process property {entry.Name} belongs to no component; only admins may change it.");
        }

        if (!records.TryGetValue(entry.ComponentId, out var record))
        {
            return Error(entry, ErrorCodes.ExtensionNotFound, $"No ExtensionAccessMapping record says who may edit {entry.Name} ({entry.Id}). Ask an admin to rebuild the access records.");
        }

        if (caller.Tier == Tier.Admin)
        {
            return null;
        }

        if (entry.Section == ExtensionSection.Connections || record.IsConnection)
        {
            return Error(entry, ErrorCodes.ConnectionEditAdminOnly, $"{entry.Name} ({entry.Id}) is a connection; only admins may change it.");
        }

        return record.Admits(caller)
            ? null
            : Error(entry, ErrorCodes.UnauthorizedExtensionEdit, $"None of your groups may edit {entry.Name} ({entry.Id}). Ask an admin, or the team that owns it.");
    }

    private static ExtensionError Error(ExtensionEntry entry, string code, string message) =>
        new() { ComponentId = entry.ComponentId, ComponentName = entry.Name, ErrorCode = code, ErrorMessage = message };
}

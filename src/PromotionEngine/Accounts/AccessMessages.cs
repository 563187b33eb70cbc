using PromotionEngine.Boomi.DataHub;
using PromotionService.V1;

namespace PromotionEngine.Accounts;

/// <summary>Grants as the contract writes them: the message's field names are the model's.</summary>
internal static class AccessMessages
{
    /// <summary>The fields of the model that <paramref name="request"/> gives a value.</summary>
    public static IReadOnlyDictionary<string, string> FieldsOf(AccessGrant kind, ManageAccessRequest request)
    {
        var given = ManageAccessRequest.Descriptor.Fields.InDeclarationOrder()
            .Where(field => !field.IsRepeated && kind.Model.Fields.Any(known => known.Name == field.JsonName))
            .Select(field => KeyValuePair.Create(field.JsonName, (string)field.Accessor.GetValue(request)))
            .Where(field => field.Value.Length > 0);
        var fields = new Dictionary<string, string>(given, StringComparer.Ordinal);
        if (fields.TryGetValue(AccessGrant.IsActive, out var active))
        {
            fields[AccessGrant.IsActive] = active.ToLowerInvariant();
        }

        return fields;
    }

    /// <summary>The answer that tells of <paramref name="records"/>.</summary>
    public static ManageAccessResponse ToResponse(AccessGrant kind, IEnumerable<GoldenRecord> records) => new() { Success = true, Records = { records.Select(record => ToMessage(kind, record)) } };

    /// <summary>A grant as the contract writes it.</summary>
    public static AccessRecord ToMessage(AccessGrant kind, GoldenRecord record)
    {
        var message = new AccessRecord { Kind = kind.Kind };
        foreach (var field in AccessRecord.Descriptor.Fields.InDeclarationOrder().Where(field => kind.Model.Fields.Any(known => known.Name == field.JsonName)))
        {
            field.Accessor.SetValue(message, record[field.JsonName]);
        }

        return message;
    }
}

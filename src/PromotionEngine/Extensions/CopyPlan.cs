using System.Text.Json.Nodes;

namespace PromotionEngine.Extensions;

/// <summary>
/// What of a test environment goes to production: every value that is set there and extensible here, without connections, certificates and secrets.
/// What test does not set is left as it is in production.
/// </summary>
internal sealed class CopyPlan
{
    private static readonly ExtensionSection[] Excluded = [ExtensionSection.Connections, ExtensionSection.Certificates];

    private readonly ExtensionChange _change;
    private readonly List<string> _missing = [];

    private CopyPlan(ExtensionDocument production) => _change = new ExtensionChange(production);

    /// <summary>The sections that never go along, as the contract names them.</summary>
    public static string SectionsExcluded { get; } = string.Join(',', Excluded.Select(section => section.Name));

    /// <summary>What to send.</summary>
    public ExtensionChange Change => _change;

    /// <summary>How many values are sent.</summary>
    public int FieldsCopied { get; private set; }

    /// <summary>How many encrypted values test has that stay behind.</summary>
    public int EncryptedFieldsSkipped { get; private set; }

    /// <summary>What test sets and production does not know.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Compares the two environments.</summary>
    public static CopyPlan Make(ExtensionDocument test, ExtensionDocument production)
    {
        var plan = new CopyPlan(production);
        foreach (var entry in test.Entries().Where(entry => !Excluded.Contains(entry.Section)))
        {
            plan.Add(entry);
        }

        return plan;
    }

    private void Add(ExtensionEntry entry)
    {
        EncryptedFieldsSkipped += entry.Fields().Count(field => field.HasEncryptedValue);
        var set = entry.Fields().Where(IsSet).ToList();
        if (set.Count == 0)
        {
            return;
        }

        // Test and production mostly have packs of their own for the same processes.
        var wanted = _change.Present(entry) is null ? WithoutPack(entry) : entry;
        var present = _change.Present(wanted)?.Fields().ToDictionary(field => field.Place);
        if (present is null)
        {
            _missing.Add(entry.Name);
            return;
        }

        _missing.AddRange(set.Where(field => !present.ContainsKey(field.Place)).Select(field => field.Name));

        // Also what production keeps encrypted and test does not must not be overwritten.
        var copied = set.Where(field => present.TryGetValue(field.Place, out var there) && !there.IsEncrypted).Select(Plain).ToList();
        if (copied.Count > 0)
        {
            FieldsCopied += copied.Count;
            _change.Add(wanted, copied);
        }
    }

    private static ExtensionEntry WithoutPack(ExtensionEntry entry)
    {
        var node = (JsonObject)entry.Node.DeepClone();
        node.Remove(ExtensionDocument.Group);
        return entry with { Node = node };
    }

    // The platform may show the default's value beside useDefault: test set nothing there, and production's own value must stay.
    private static bool IsSet(ExtensionField field) => field.Entry.Section == ExtensionSection.CrossReferences
        ? ExtensionJson.Flag(field.Node, "overrideValues")
        : !field.IsEncrypted && !ExtensionJson.Flag(field.Node, "useDefault") && field.Node["value"] is JsonValue;

    // Pairs beside a value may be secrets of the environment that they stand in.
    private static ExtensionField Plain(ExtensionField field)
    {
        if (field.Id.Length == 0)
        {
            return field;
        }

        var node = (JsonObject)field.Node.DeepClone();
        node.Remove("customProperties");
        return field with { Node = node };
    }
}

namespace PromotionEngine.Boomi.DataHub;

/// <summary>One model: its fields, its natural key, and who writes it.</summary>
public sealed class GoldenRecordModel
{
    private readonly Dictionary<string, GoldenRecordField> _byName;

    /// <summary>A model.</summary>
    /// <param name="name">Name, for example <c>ComponentMapping</c>.</param>
    /// <param name="keys">Names of the natural key's fields, in the order in which they make the entity ID.</param>
    /// <param name="lookupField">The field of the key that tells records apart best; records are looked up by it.</param>
    /// <param name="sources">Sources that write it; the first is the default.</param>
    /// <param name="fields">All fields.</param>
    public GoldenRecordModel(string name, IReadOnlyList<string> keys, string lookupField, IReadOnlyList<string> sources, IReadOnlyList<GoldenRecordField> fields)
    {
        Name = name;
        Keys = keys;
        LookupField = lookupField;
        Sources = sources;
        Fields = fields;
        _byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Name, for example <c>ComponentMapping</c>.</summary>
    public string Name { get; }

    /// <summary>Element around an entity: the name in lower case, letters and digits only.</summary>
    public string Wrapper => Normalize(Name);

    /// <summary>Names of the natural key's fields. They are also the match rule.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The field of the key by which records are looked up.</summary>
    public string LookupField { get; }

    /// <summary>Sources that write it; the first is the default.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>All fields, the key's first.</summary>
    public IReadOnlyList<GoldenRecordField> Fields { get; }

    /// <summary>The field called <paramref name="name"/>, in any case, or null.</summary>
    public GoldenRecordField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The field called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The model has none of that name.</exception>
    public GoldenRecordField Field(string name) => Find(name) ?? throw new ArgumentException($"{Name} has no field called {name}.", nameof(name));

    /// <summary>The entity ID that the natural key makes: its values joined with <c>|</c>.</summary>
    /// <exception cref="ArgumentException">A value of the key is missing.</exception>
    public string EntityIdOf(IReadOnlyDictionary<string, string> fields) => string.Join('|', Keys.Select(key =>
        fields.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : throw new ArgumentException($"{key} of the natural key of {Name} is missing.", nameof(fields))));

    /// <summary>Whether two sets of fields have the same natural key, as DataHub's match rule compares it: trimmed, in any case.</summary>
    public bool SameKey(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) => Keys.All(key =>
        string.Equals(one.GetValueOrDefault(key)?.Trim(), other.GetValueOrDefault(key)?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>A name as DataHub writes it in elements: lower case, letters and digits only.</summary>
    public static string Normalize(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() => Name;
}

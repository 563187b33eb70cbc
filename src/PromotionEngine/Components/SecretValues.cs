namespace PromotionEngine.Components;

/// <summary>
/// Values of secret places, held only to be looked for by <see cref="LeakCheck"/>. They cannot be read out, printed or serialised.
/// </summary>
public sealed class SecretValues
{
    private readonly HashSet<string> _values;

    internal SecretValues(HashSet<string> values) => _values = values;

    /// <summary>No values.</summary>
    public static SecretValues None { get; } = new(new HashSet<string>(StringComparer.Ordinal));

    /// <summary>How many different values there are.</summary>
    public int Count => _values.Count;

    internal IReadOnlyCollection<string> Values => _values;

    /// <summary>The values that a dev document holds at its secret places: what <see cref="DocumentTransform"/> would strip.</summary>
    /// <exception cref="ComponentXmlException">Its secret places cannot be told.</exception>
    public static SecretValues Read(ComponentDocument document, StripRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var values = new HashSet<string>(StringComparer.Ordinal);
        ComponentWalk.Run(document, rules, new SecretReader(document.Xml, (_, value) => values.Add(value)));
        values.Remove(string.Empty);
        return new SecretValues(values);
    }

    /// <summary>The count, never a value.</summary>
    public override string ToString() => $"SecretValues {{ Count = {Count} }}";
}

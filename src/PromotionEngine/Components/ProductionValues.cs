namespace PromotionEngine.Components;

/// <summary>
/// What the production component on main holds at its secret places, to be put back where an update strips them. In memory only; it cannot be printed.
/// </summary>
public sealed class ProductionValues
{
    private readonly Dictionary<string, ProductionPlace> _places;
    private readonly Dictionary<string, List<string>> _pathsByEntry;

    private ProductionValues(Dictionary<string, ProductionPlace> places, Dictionary<string, List<string>> pathsByEntry)
    {
        _places = places;
        _pathsByEntry = pathsByEntry;
    }

    /// <summary>How many places there are.</summary>
    public int Count => _places.Count;

    /// <summary>Reads them from main's document.</summary>
    /// <exception cref="ComponentXmlException">Main's secret places cannot be told.</exception>
    public static ProductionValues Read(ComponentDocument main, StripRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        var places = new Dictionary<string, ProductionPlace>(StringComparer.Ordinal);
        var pathsByEntry = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        ComponentWalk.Run(main, rules, new SecretReader(main.Xml, (place, value) =>
        {
            places[place.Path] = new ProductionPlace(value, place.Encrypted);
            if (place.EntryKey is not null)
            {
                if (!pathsByEntry.TryGetValue(place.EntryKey, out var paths))
                {
                    pathsByEntry[place.EntryKey] = paths = [];
                }

                paths.Add(place.Path);
            }
        }));
        return new ProductionValues(places, pathsByEntry);
    }

    /// <summary>The count, never a value.</summary>
    public override string ToString() => $"ProductionValues {{ Count = {Count} }}";

    internal IEnumerable<string> Values => _places.Values.Select(place => place.Value);

    internal ProductionPlace? At(string path) => _places.GetValueOrDefault(path);

    /// <summary>
    /// The place of an entry of this name that moved: the only one of its name that stands at none of <paramref name="taken"/>. If there is more than one, none:
    /// a value put into the wrong entry would send production's secret to another system.
    /// </summary>
    internal string? Moved(string entryKey, IReadOnlySet<string> taken)
    {
        string? moved = null;
        foreach (var path in _pathsByEntry.GetValueOrDefault(entryKey) ?? [])
        {
            if (!taken.Contains(path))
            {
                if (moved is not null)
                {
                    return null;
                }

                moved = path;
            }
        }

        return moved;
    }
}

using System.Collections.Frozen;

namespace PromotionEngine.Components;

/// <summary>
/// Which places hold secrets, by component type. Places that say of themselves that they are secret (<c>encryptedValues</c>, <c>type="password"</c>,
/// hash-like passwords) are stripped in every type; places that only have the name of one, not in the types whose names are the user's own.
/// The table and its reasons are in docs/decisions/0005-what-is-stripped.md.
/// </summary>
public sealed class StripRules
{
    private readonly FrozenSet<string> _typesThatNameFreely;

    /// <summary>Rules with their own set of types whose names are the user's, so that a name proves nothing.</summary>
    public StripRules(IEnumerable<string> typesThatNameFreely)
        => _typesThatNameFreely = typesThatNameFreely.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules of this service.</summary>
    public static StripRules Default { get; } = new(
    [
        "crossref", "documentcache", "processproperty", "queue", "tpgroup", "tporganization", "xslt",
        "profile.db", "profile.edi", "profile.flatfile", "profile.json", "profile.xml",
        "script.mapping", "script.processing", "transform.function", "transform.map",
    ]);

    /// <summary>Whether a name alone makes a place secret in this component type. A type that nobody has thought of is treated with suspicion.</summary>
    public bool NamesCount(string componentType) => !_typesThatNameFreely.Contains(componentType);
}

using BoomiEmulator.Wire;

namespace BoomiEmulator.State;

/// <summary>The type-specific part of a component revision, kept as the text that was sent, with secrets replaced by hashes.</summary>
public sealed class ComponentContent
{
    private HashSet<string>? _mentioned;

    /// <summary>The <c>bns:object</c> element, whole.</summary>
    public required string ObjectXml { get; init; }

    /// <summary>The <c>bns:processOverrides</c> element, whole, or empty.</summary>
    public string OverridesXml { get; init; } = string.Empty;

    /// <summary>The description.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The places that hold secrets.</summary>
    public IReadOnlyList<EncryptedValue> Secrets { get; init; } = [];

    /// <summary>All GUIDs that stand as whole tokens in attribute values and text, lower case. Computed once.</summary>
    internal HashSet<string> Mentioned() => _mentioned ??= GuidScan.Of(ObjectXml, OverridesXml);

    /// <summary>Whether nothing that a person could see differs from <paramref name="other"/>.</summary>
    public bool SameAs(ComponentContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ObjectXml == other.ObjectXml && OverridesXml == other.OverridesXml && Description == other.Description;
    }
}

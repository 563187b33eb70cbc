namespace BoomiEmulator.Wire;

/// <summary>How XML writes a scalar.</summary>
public enum WireForm
{
    /// <summary>As an attribute.</summary>
    Attribute,

    /// <summary>As a child element.</summary>
    Element,
}

namespace BoomiEmulator.Wire;

/// <summary>How XML writes a scalar.</summary>
public enum WireForm
{
    /// <summary>As an attribute.</summary>
    Attribute,

    /// <summary>As a child element.</summary>
    Element,

    /// <summary>As the text of the object's element.</summary>
    Text,
}

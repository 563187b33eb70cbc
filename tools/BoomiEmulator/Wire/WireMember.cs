namespace BoomiEmulator.Wire;

/// <summary>A member of an answer's object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A scalar, a <see cref="WireObject"/> or a list of them.</param>
/// <param name="Form">How XML writes a scalar.</param>
public readonly record struct WireMember(string Name, object Value, WireForm Form);

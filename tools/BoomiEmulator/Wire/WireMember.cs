namespace BoomiEmulator.Wire;

/// <summary>A member of an answer's object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A scalar, a <see cref="WireObject"/>, a list of them, or JSON.</param>
/// <param name="Form">How XML writes a scalar.</param>
public readonly record struct WireMember(string Name, object Value, WireForm Form);

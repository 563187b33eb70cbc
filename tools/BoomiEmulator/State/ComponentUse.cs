namespace BoomiEmulator.State;

/// <summary>A reference of one component revision to another component.</summary>
/// <param name="ParentComponentId">The component that refers.</param>
/// <param name="ParentVersion">Its version.</param>
/// <param name="ComponentId">The component that is referred to.</param>
/// <param name="Independent">Whether it is a loose link (a called process) and not part of the parent's configuration.</param>
public sealed record ComponentUse(string ParentComponentId, int ParentVersion, string ComponentId, bool Independent);

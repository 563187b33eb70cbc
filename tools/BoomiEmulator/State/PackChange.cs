namespace BoomiEmulator.State;

/// <summary>What an API caller sends to create or change an integration pack.</summary>
/// <param name="Name">The name; null leaves it.</param>
/// <param name="InstallationType">SINGLE or MULTI; null leaves it.</param>
/// <param name="Description">The description; null leaves it.</param>
/// <param name="OperationType">ADD or DELETE; needed to change a pack, ignored when one is created.</param>
/// <param name="ComponentIds">The components.</param>
public sealed record PackChange(
    string? Name, string? InstallationType, string? Description, string? OperationType, IReadOnlyList<string> ComponentIds);

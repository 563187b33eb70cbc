namespace Benchmarks.Worlds;

/// <summary>What an emulator process tells when it is ready.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Primary">The production account.</param>
/// <param name="Packages">A package for each development account.</param>
internal sealed record EmulatedWorld(Uri Address, string Primary, IReadOnlyList<EmulatedPackage> Packages);

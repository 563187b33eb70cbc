namespace Faults.Tests.Rounds;

/// <summary>A package that an integration pack was released with.</summary>
/// <param name="Pack">Name of the pack.</param>
/// <param name="Component">Name of the packaged component.</param>
/// <param name="Content">What it and everything it needs hold.</param>
internal sealed record SeenRelease(string Pack, string Component, string Content);

namespace Architecture.Tests;

/// <summary>What the users' guide promises, in a few of its words, and the test that proves it.</summary>
/// <param name="Words">The guide's words.</param>
/// <param name="Project">The project of the test.</param>
/// <param name="Test">The test.</param>
public sealed record GuideClaim(string Words, string Project, string Test);

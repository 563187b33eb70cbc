namespace Faults.Tests.Rounds;

/// <summary>A component as main has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it holds.</param>
internal sealed record SeenComponent(string Name, string Content = "");

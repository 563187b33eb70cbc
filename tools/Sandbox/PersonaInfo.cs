namespace Sandbox;

/// <summary>A person.</summary>
internal sealed record PersonaInfo(string Email, string Name, IReadOnlyList<string> Groups, string Token);

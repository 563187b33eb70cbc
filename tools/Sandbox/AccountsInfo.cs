namespace Sandbox;

/// <summary>The production account and the development accounts.</summary>
internal sealed record AccountsInfo(string Primary, IReadOnlyList<string> Dev);

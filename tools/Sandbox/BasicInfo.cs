namespace Sandbox;

/// <summary>A user and its token.</summary>
internal sealed record BasicInfo(string User, string Token);

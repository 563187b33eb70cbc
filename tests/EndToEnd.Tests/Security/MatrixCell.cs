namespace EndToEnd.Tests.Security;

/// <summary>One expected answer.</summary>
/// <param name="Action">The action.</param>
/// <param name="Mode">How it is called, where that matters.</param>
/// <param name="Target">The object that it is called for.</param>
/// <param name="Person">Who calls.</param>
/// <param name="Expected">The error code; <c>success</c>, or <c>no</c> for HTTP 401.</param>
internal sealed record MatrixCell(string Action, string Mode, string Target, string Person, string Expected)
{
    public override string ToString() => $"{Action} {Mode} {Target} by {Person}".Replace("  ", " ", StringComparison.Ordinal);
}

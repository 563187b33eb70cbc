namespace PromotionEngine.Diffs;

/// <summary>The copy of one component as the store holds it. Both sides are masked before they come here.</summary>
/// <param name="ComponentId">The component in the production account.</param>
/// <param name="Name">Its name on the branch.</param>
/// <param name="BranchVersion">Version that the promotion had.</param>
/// <param name="MainVersion">Version of main that it was made from; 0 for a component that main did not have.</param>
/// <param name="BranchBytes">How many of the unpacked bytes are the promotion's side; the rest is main's.</param>
/// <param name="Packed">Both sides, Brotli in Base64.</param>
public sealed record KeptDiff(string ComponentId, string Name, int BranchVersion, int MainVersion, int BranchBytes, string Packed)
{
    /// <summary>Names the component, never its content.</summary>
    public override string ToString() => $"KeptDiff {{ ComponentId = {ComponentId}, BranchVersion = {BranchVersion}, MainVersion = {MainVersion} }}";
}

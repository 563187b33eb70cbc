using PromotionEngine.Components;

namespace PromotionEngine.Diffs;

/// <summary>A component as a promotion has it and as main has it, both ready to be looked at: canonical and masked.</summary>
/// <param name="Id">The component in the production account.</param>
/// <param name="Name">Its name on the branch.</param>
/// <param name="BranchXml">What the promotion has.</param>
/// <param name="MainXml">What main has; empty when the promotion creates the component.</param>
/// <param name="BranchVersion">Version of the one side.</param>
/// <param name="MainVersion">Version of the other; 0 when main does not have the component.</param>
public sealed record ComponentDiff(ComponentId Id, string Name, string BranchXml, string MainXml, int BranchVersion, int MainVersion)
{
    /// <summary>Names the component, never its content.</summary>
    public override string ToString() => $"ComponentDiff {{ Id = {Id}, BranchVersion = {BranchVersion}, MainVersion = {MainVersion} }}";
}

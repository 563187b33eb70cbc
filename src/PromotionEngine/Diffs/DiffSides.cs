using PromotionEngine.Components;

namespace PromotionEngine.Diffs;

/// <summary>Makes two documents ready to be looked at: the same places masked in both, both in canonical spelling, so that only changes of content show.</summary>
internal static class DiffSides
{
    /// <summary>Both sides; <paramref name="mainXml"/> is null when main does not have the component.</summary>
    /// <exception cref="ComponentXmlException">One of them is refused; then neither may be shown.</exception>
    public static ComponentDiff Of(ComponentId id, string branchXml, int branchVersion, string? mainXml, int mainVersion)
    {
        var name = ComponentDocument.Parse(branchXml).Name;
        if (mainXml is null)
        {
            return new ComponentDiff(id, name, CanonicalForm.Canonical(SecretMask.Apply(branchXml)), string.Empty, branchVersion, 0);
        }

        var (branch, main) = SecretMask.ApplyToBoth(branchXml, mainXml);
        return new ComponentDiff(id, name, CanonicalForm.Canonical(branch), CanonicalForm.Canonical(main), branchVersion, mainVersion);
    }
}

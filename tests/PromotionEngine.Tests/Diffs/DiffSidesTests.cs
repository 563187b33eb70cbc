using PromotionEngine.Components;
using PromotionEngine.Diffs;
using PromotionEngine.Tests.Components;
using PromotionEngine.Tests.Components.Generated;
using PromotionEngine.Tests.Fixtures;
using Version = PromotionEngine.Tests.Components.Generated.Version;

namespace PromotionEngine.Tests.Diffs;

/// <summary>Both sides of a diff, for every component.</summary>
public sealed class DiffSidesTests
{
    private static readonly ComponentId Id = new(Sample.Own);

    [Test]
    public void Of_AnyComponent_ShowsNoSecretOnEitherSide() => Properties.Check(Generator.Components, component =>
    {
        // What a developer has on the one side, and what production has on the other, secrets in both.
        var diff = DiffSides.Of(Id, component.Write(Version.Source), 3, component.Write(Version.Main), 9);

        Assert.That(diff.BranchXml, Does.Not.Contain("CANARY").And.Not.Contains("PROD-"));
        Assert.That(diff.MainXml, Does.Not.Contain("CANARY").And.Not.Contains("PROD-"));
    });

    [Test]
    public void Of_AnyComponent_IsCanonicalAndStaysSo() => Properties.Check(Generator.Components, component =>
    {
        var diff = DiffSides.Of(Id, component.Write(Version.Source), 3, component.Write(Version.Main), 9);
        var again = DiffSides.Of(Id, diff.BranchXml, 3, diff.MainXml, 9);

        Assert.That((again.BranchXml, again.MainXml), Is.EqualTo((diff.BranchXml, diff.MainXml)));
        Assert.That(CanonicalForm.Canonical(diff.BranchXml), Is.EqualTo(diff.BranchXml));
        Assert.That(diff.BranchXml.Split('\n'), Has.None.EndsWith("\r"));
        Assert.That(diff.BranchXml, Does.Not.StartWith("<?xml"));
    });

    [Test]
    public void Of_TheSameContentInTwoRevisions_IsTheSameText() => Properties.Check(Generator.Components, component =>
    {
        var main = component.Write(Version.Main);
        var branch = main.Replace(" version='9'", " version='12' modifiedBy='alice' modifiedDate='2026-02-16T09:00:00Z'", StringComparison.Ordinal).Replace("branchId='main'", "branchId='promo'", StringComparison.Ordinal);

        var diff = DiffSides.Of(Id, branch, 12, main, 9);

        Assert.That(diff.BranchXml, Is.EqualTo(diff.MainXml));
    });

    [Test]
    public void Pack_AnyDiff_IsUnpackedAsItWas() => Properties.Check(Generator.Components, component =>
    {
        var diff = DiffSides.Of(Id, component.Write(Version.Source), 3, component.Write(Version.Main), 9);
        var created = DiffSides.Of(Id, component.Write(Version.Source), 3, mainXml: null, 0);

        Assert.That(KeptDiffs.Unpack(KeptDiffs.Pack(diff), Id), Is.EqualTo(diff));
        Assert.That(KeptDiffs.Unpack(KeptDiffs.Pack(created), Id), Is.EqualTo(created));
        Assert.That((created.MainXml, created.MainVersion), Is.EqualTo((string.Empty, 0)));
    });
}

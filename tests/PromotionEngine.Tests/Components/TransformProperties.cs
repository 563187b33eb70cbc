using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Components;
using PromotionEngine.Tests.Components.Generated;
using Version = PromotionEngine.Tests.Components.Generated.Version;

namespace PromotionEngine.Tests.Components;

/// <summary>
/// What holds for every component. The expected documents are written from the generated tree, not by the code under test; equality with them says at once that no dev ID
/// survives outside comments, that no canary survives, and that nothing else changed.
/// </summary>
public sealed class TransformProperties
{
    [Test]
    public void Apply_OnCreate_GivesExactlyTheExpectedText()
        => Check(component => Assert.That(Create(component).Xml, Is.EqualTo(component.Write(Version.Created))));

    [Test]
    public void Apply_OnUpdate_GivesExactlyTheExpectedText()
        => Check(component => Assert.That(Update(component).Xml, Is.EqualTo(component.Write(Version.Updated))));

    [Test]
    public void Apply_Twice_EqualsOnce() => Check(component =>
    {
        var created = Create(component).Xml;
        var updated = Update(component).Xml;
        Assert.That(DocumentTransform.Apply(ComponentDocument.Parse(created), CreatePlan).Xml, Is.EqualTo(created));
        Assert.That(DocumentTransform.Apply(ComponentDocument.Parse(updated), UpdatePlan(component)).Xml, Is.EqualTo(updated));
    });

    [Test]
    public void Apply_Result_HoldsNothingForbidden() => Check(component =>
    {
        var source = component.Write(Version.Source);
        var result = Create(component);
        Assert.That(LeakCheck.FindForbidden(result.Xml, Ids.DevSet, result.StrippedValues), Is.Empty);
        Assert.That(result.Xml, Does.Not.Contain("CANARY"));
        Assert.That(LeakCheck.FindForbidden(source, Ids.DevSet, result.StrippedValues), component.Secrets.Any() ? Is.Not.Empty : Is.Not.Null);
    });

    [Test]
    public void Find_FindsExactlyWhatIsRewritten() => Check(component =>
    {
        var found = ReferenceScanner.Find(ComponentDocument.Parse(component.Write(Version.Source)), Ids.DevSet);
        var result = Create(component);
        Assert.That(found, Is.EquivalentTo(result.RewritesById.Keys));
        Assert.That(result.RewritesById.Values.Sum(), Is.EqualTo(result.ReferencesRewritten));
        Assert.That(ReferenceScanner.Find(ComponentDocument.Parse(result.Xml), Ids.DevSet), Is.Empty);
    });

    [Test]
    public void Apply_WithoutMappings_ReportsWhatWouldBeRewritten() => Check(component =>
    {
        var plan = CreatePlan with { IdMap = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), KnownIds = Ids.DevSet };
        var result = DocumentTransform.Apply(ComponentDocument.Parse(component.Write(Version.Source)), plan);
        Assert.That(result.UnresolvedKnownIds, Is.EquivalentTo(Create(component).RewritesById.Keys));
        Assert.That(result.ReferencesRewritten, Is.Zero);
    });

    [Test]
    public void Stripped_NamesEveryPlaceOnceAndNoValue() => Check(component =>
    {
        var stripped = Create(component).Stripped;
        Assert.That(stripped, Has.Count.EqualTo(component.Secrets.Count()));
        Assert.That(stripped.Select(place => place.Path), Is.Unique);
        Assert.That(string.Concat(stripped), Does.Not.Contain("CANARY"));
    });

    [Test]
    public void EqualIgnoringMasked_SentAndMain_OnlyContentDecides() => Check(component =>
    {
        var updated = Update(component).Xml;
        Assert.That(CanonicalForm.EqualIgnoringMasked(updated, component.Write(Version.Main)), Is.True);
        Assert.That(CanonicalForm.EqualIgnoringMasked(updated, component.Write(Version.Main).Replace("name='N'", "name='M'", StringComparison.Ordinal)), Is.False);
    });

    [Test]
    public void Mask_HidesEveryValueAndKeepsTheRest() => Check(component =>
    {
        var source = component.Write(Version.Source);
        var masked = SecretMask.Apply(source);
        Assert.That(masked, Does.Not.Contain("CANARY"));
        Assert.That(CanonicalForm.EqualIgnoringMasked(masked, source), Is.True);
        Assert.That(CanonicalForm.Canonical(masked), Does.Not.Contain("CANARY"));
    });

    [Test]
    public void Canonical_IsStable() => Check(component =>
    {
        var canonical = CanonicalForm.Canonical(component.Write(Version.Source));
        Assert.That(CanonicalForm.Canonical(canonical), Is.EqualTo(canonical));
    });

    private static TransformPlan CreatePlan { get; } = new() { IdMap = Ids.Map, Envelope = GeneratedComponent.CreateEnvelope };

    private static TransformPlan UpdatePlan(GeneratedComponent component) => CreatePlan with
    {
        Envelope = GeneratedComponent.UpdateEnvelope,
        Production = ProductionValues.Read(ComponentDocument.Parse(component.Write(Version.Main))),
    };

    private static TransformResult Create(GeneratedComponent component)
        => DocumentTransform.Apply(ComponentDocument.Parse(component.Write(Version.Source)), CreatePlan);

    private static TransformResult Update(GeneratedComponent component)
        => DocumentTransform.Apply(ComponentDocument.Parse(component.Write(Version.Source)), UpdatePlan(component));

    // Failures while a counterexample is made smaller belong to it, not to the test; only the smallest one is reported.
    private static void Check(Action<GeneratedComponent> property)
        => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261120, 3), Prop.ForAll(Generator.Components, (GeneratedComponent component) =>
        {
            using var context = new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext();
            property(component);
        }));
}

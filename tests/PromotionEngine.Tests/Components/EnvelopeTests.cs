using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

public sealed class EnvelopeTests
{
    [Test]
    public void Apply_Create_DropsIdAndReadOnlyAttributes()
    {
        var result = Sample.Transform(Sample.Component("<a/>"));
        var root = ComponentDocument.Parse(result.Xml).Attributes;

        Assert.That(root, Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "Order sync",
            ["type"] = "process",
            ["folderId"] = "Rjo5",
            ["branchId"] = "QjoyMw",
        }));
    }

    [Test]
    public void Apply_Update_SetsWhatThePlanSays()
    {
        var plan = Sample.Create() with
        {
            Envelope = new TargetEnvelope { BranchId = "B", ComponentId = Sample.ProdA, Name = "A <\"&'> name", Type = "connector-action", SubType = "http" },
        };
        var root = ComponentDocument.Parse(Sample.Transform(Sample.Component("<a/>"), plan).Xml).Attributes;

        Assert.That(root, Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["componentId"] = Sample.ProdA,
            ["name"] = "A <\"&'> name",
            ["type"] = "connector-action",
            ["subType"] = "http",
            ["branchId"] = "B",
        }));
    }

    [Test]
    public void Apply_RootWithoutAttributes_GetsThem()
    {
        var plan = Sample.Create() with { Envelope = new TargetEnvelope { BranchId = "B" } };

        Assert.That(
            Sample.Transform("<Component xmlns='http://api.platform.boomi.com/'/>", plan).Xml,
            Is.EqualTo("<Component xmlns='http://api.platform.boomi.com/' branchId=\"B\"/>"));
    }

    [TestCase("")]
    [TestCase(" ")]
    public void Apply_NoBranch_IsRefused(string branch)
        => Assert.That(() => Sample.Transform(Sample.Component("<a/>"), Sample.Create() with { Envelope = new TargetEnvelope { BranchId = branch } }), Throws.ArgumentException);

    [Test]
    public void Apply_OwnName_HasItsReferencesRewritten()
    {
        var xml = Sample.Component("<a/>", root: $"name='Copy of {Sample.DevA}' type='process'");

        Assert.That(ComponentDocument.Parse(Sample.Transform(xml).Xml).Name, Is.EqualTo($"Copy of {Sample.ProdA}"));
    }
}

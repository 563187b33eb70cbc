using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Tests.Boomi.DataHub;

internal sealed class GoldenRecordWriterTests
{
    private static readonly GoldenRecordModel Model = GoldenRecordModels.PromotionLog;

    [Test]
    public void Batch_Entity_HasTheNormalisedWrapperItsIdAndItsFields()
    {
        var write = new GoldenRecordWrite(new Dictionary<string, string> { ["promotionId"] = "p-1", ["errorMessage"] = "a < b & c", ["branchName"] = string.Empty }) { EntityId = "p-1" };

        var batch = GoldenRecordWriter.Batch(Model, "PROMOTION_ENGINE", [write]);

        Assert.That(batch, Is.EqualTo("<batch src=\"PROMOTION_ENGINE\"><promotionlog><id>p-1</id><promotionId>p-1</promotionId><errorMessage>a &lt; b &amp; c</errorMessage><branchName /></promotionlog></batch>"));
    }

    [Test]
    public void Batch_UnknownField_IsRefusedHere()
    {
        var write = new GoldenRecordWrite(new Dictionary<string, string> { ["unheard"] = "x" }) { EntityId = "p-1" };

        Assert.That(() => GoldenRecordWriter.Batch(Model, "S", [write]), Throws.ArgumentException.With.Message.Contains("unheard"));
    }

    [TestCase("long")]
    [TestCase("p\u00001")]
    public void Batch_KeyThatDoesNotFit_IsRefusedAndNeverCut(string key)
    {
        var id = key == "long" ? new string('p', 65) : key;
        var write = new GoldenRecordWrite(new Dictionary<string, string> { ["promotionId"] = id }) { EntityId = id };

        Assert.That(
            () => GoldenRecordWriter.Batch(Model, "S", [write]),
            Throws.InstanceOf<DataHubException>().With.Property(nameof(DataHubException.Kind)).EqualTo(DataHubErrorKind.Refused).And.Message.Contains("promotionId"));
    }

    [Test]
    public void Batch_KeyAtItsLongest_IsWrittenWhole()
    {
        var id = new string('p', 64);
        var write = new GoldenRecordWrite(new Dictionary<string, string> { ["promotionId"] = $" {id} " }) { EntityId = id };

        Assert.That(GoldenRecordWriter.Batch(Model, "S", [write]), Does.Contain($"<promotionId>{id}</promotionId>"));
    }

    [TestCase("errorMessage", 5000)]
    [TestCase("initiatedBy", 254)]
    public void Fit_LongText_IsCutToTheFieldButNeverThroughACharacter(string field, int length)
    {
        var text = new string('x', length - 1) + "\U0001F600tail";

        Assert.That(GoldenRecordWriter.Fit(Model.Field(field), text), Is.EqualTo(new string('x', length - 1)));
    }

    [Test]
    public void Fit_CharactersThatXmlCannotCarry_BecomeBlanks() =>
        Assert.That(GoldenRecordWriter.Fit(Model.Field("errorMessage"), "a\u0000b\uD800c\U0001F600\u0008"), Is.EqualTo("a b c\U0001F600"));

    [TestCase("componentsTotal", " 7 ", "7")]
    [TestCase("initiatedAt", "2026-02-01T11:15:00.987+01:00", "2026-02-01T10:15:00Z")]
    [TestCase("initiatedAt", "", "")]
    public void Fit_NumbersAndInstants_AreWrittenAsDataHubHasThem(string field, string value, string written) =>
        Assert.That(GoldenRecordWriter.Fit(Model.Field(field), value), Is.EqualTo(written));

    [TestCase("componentsTotal", "seven")]
    [TestCase("initiatedAt", "soon")]
    public void Fit_NeitherNumberNorInstant_IsRefusedHere(string field, string value) =>
        Assert.That(() => GoldenRecordWriter.Fit(Model.Field(field), value), Throws.ArgumentException.With.Message.Contains(field));
}

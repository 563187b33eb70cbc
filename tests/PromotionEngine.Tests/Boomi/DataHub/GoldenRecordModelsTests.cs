using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Tests.Boomi.DataHub;

internal sealed class GoldenRecordModelsTests
{
    private static IReadOnlyList<GoldenRecordModel> Models => GoldenRecordModels.All;

    [TestCaseSource(nameof(Models))]
    public void Row_OfEachModel_FitsEightKilobytes(GoldenRecordModel model)
    {
        var bytes = model.Fields.Sum(field => field.Type switch
        {
            GoldenFieldType.String => 4 * field.MaxLength,
            GoldenFieldType.Clob => 12,
            _ => 8,
        });

        Assert.That(bytes, Is.LessThanOrEqualTo(8192));
    }

    [TestCaseSource(nameof(Models))]
    public void Fields_OfEachModel_AreWhatDataHubTakes(GoldenRecordModel model) => Assert.Multiple(() =>
    {
        Assert.That(model.Fields.Select(field => field.UniqueId), Is.Unique.And.None.EqualTo("ID"));
        Assert.That(model.Fields.Where(field => field.Type == GoldenFieldType.String).Select(field => field.MaxLength), Has.All.InRange(1, 255));
        Assert.That(model.Fields.Where(field => field.Type == GoldenFieldType.Clob).Select(field => field.MaxLength), Has.All.InRange(256, 5000));
        Assert.That(model.Keys, Has.All.Matches<string>(key => model.Field(key) is { Required: true, Type: GoldenFieldType.String }));
        Assert.That(model.Keys, Does.Contain(model.LookupField));
        Assert.That(model.Name, Has.Length.InRange(2, 40));
        Assert.That(model.Sources, Is.Not.Empty);
    });

    [Test]
    public void EntityId_OfTwoKeys_JoinsThemInTheirOrder()
    {
        var key = new Dictionary<string, string> { ["devComponentId"] = "c-1", ["devAccountId"] = " acme " };

        Assert.That(GoldenRecordModels.ComponentMapping.EntityIdOf(key), Is.EqualTo("acme|c-1"));
        Assert.That(() => GoldenRecordModels.ComponentMapping.EntityIdOf(new Dictionary<string, string> { ["devAccountId"] = "acme" }), Throws.ArgumentException);
    }
}

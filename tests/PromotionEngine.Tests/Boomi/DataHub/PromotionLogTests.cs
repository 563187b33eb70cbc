using System.Text.Json;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Boomi.DataHub;

internal sealed class PromotionLogTests : EmulatedDataHub
{
    [Test]
    public async Task Upsert_WorkingCopy_IsReadBackAsPublished()
    {
        await SetUpRepositoryAsync();
        var logs = new PromotionLogs(Client);
        var promotion = Promotion(40);

        var outcomes = await logs.UpsertAsync([promotion, promotion with { Id = new PromotionId("p-2"), Status = PromotionStatus.Failed }]);
        await logs.UpsertAsync([promotion with { Status = PromotionStatus.TestDeployed, BranchId = string.Empty }]);

        Assert.That(outcomes.Select(outcome => outcome.Kind), Is.All.EqualTo(WriteOutcomeKind.Created));
        var found = (await logs.FindAsync([new PromotionId("p-1"), new PromotionId("p-9")])).Single();
        Assert.Multiple(() =>
        {
            Assert.That((found.Id, found.Status, found.InitiatedAt, found.BranchId), Is.EqualTo((promotion.Id, PromotionStatus.TestDeployed, promotion.InitiatedAt, string.Empty)));
            Assert.That((found.Number("componentsTotal"), found.Number("componentsCreated"), found.Number("componentsFailed")), Is.EqualTo((40, 39, 1)));
            Assert.That((found.InitiatedBy, found.IsHotfix, found.Text("targetEnvironment")), Is.EqualTo(("alice@acme.test", true, "TEST")));
            Assert.That(() => JsonDocument.Parse(found.Text("resultDetail")), Throws.Nothing);
        });
        Assert.That((await logs.WithStatusAsync([PromotionStatus.Failed])).Single().Id, Is.EqualTo(new PromotionId("p-2")));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(15)]
    [TestCase(40)]
    [TestCase(1000)]
    public void ResultDetail_AnyNumberOfComponents_FitsAsValidJsonAndCountsWhatIsMissing(int count)
    {
        var results = Promotion(count).Results;

        var text = ResultDetail.Fitting(results, 5000);

        using var document = JsonDocument.Parse(text);
        var listed = document.RootElement.GetProperty("components").EnumerateArray().ToList();
        var left = document.RootElement.TryGetProperty("componentsLeftOut", out var missing) ? missing.GetInt32() : 0;
        Assert.That(text, Has.Length.LessThanOrEqualTo(5000));
        Assert.That(listed.Count + left, Is.EqualTo(count));
        Assert.That(count < 40 || listed[0].GetProperty("action").GetString() == ComponentResult.Failed, Is.True);
    }

    [Test]
    public void ResultDetail_Whole_HasEveryFieldOfTheDocumentedResults()
    {
        using var document = JsonDocument.Parse(ResultDetail.Whole(Promotion(1).Results));

        Assert.That(document.RootElement.GetProperty("components")[0].EnumerateObject().Select(property => property.Name), Is.EqualTo(new[]
        {
            "devComponentId", "prodComponentId", "componentName", "componentType", "action", "version", "errorMessage", "configStripped", "strippedElements", "referencesRewritten",
        }));
    }

    private static Promotion Promotion(int components) => new()
    {
        Id = new PromotionId("p-1"),
        DevAccountId = new AccountId("acmedev-EF34GH"),
        ProdAccountId = new AccountId("acme-AB12CD"),
        DevPackageId = "pk-1",
        RootComponentId = "c-0",
        ProcessName = "Order sync \"quoted\" \u00E9\U0001F600",
        InitiatedBy = new Person("s-1", "alice@acme.test", "Alice"),
        InitiatedAt = new DateTimeOffset(2026, 2, 1, 10, 15, 0, TimeSpan.Zero),
        Status = PromotionStatus.Completed,
        UpdatedAt = new DateTimeOffset(2026, 2, 1, 10, 16, 0, TimeSpan.Zero),
        IsHotfix = true,
        BranchId = "Qjo1",
        BranchName = "promo-p-1",
        ComponentsTotal = components,
        Results =
        [
            .. Enumerable.Range(1, components).Select(number => new ComponentResult(
                $"00000000-0000-4000-8000-{number:d12}", $"11111111-0000-4000-8000-{number:d12}", $"Name \"{number}\" <é>", "process", number == 7 ? ComponentResult.Failed : ComponentResult.Created, 1)
            {
                ErrorMessage = number == 7 ? "refused" : string.Empty,
                StrippedElements = ["password", "host"],
            }),
        ],
    };
}

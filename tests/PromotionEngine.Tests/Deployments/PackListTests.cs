using Contract.Errors;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionEngine.Tests.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Deployments;

/// <summary>listIntegrationPacks: which packs there are to choose from, and which is suggested.</summary>
[TestFixture]
public sealed class PackListTests
{
    private const string Process = "Orders to ERP";

    [Test]
    public async Task List_ForEachPurpose_HasTheMultiPacksByName()
    {
        await using var engine = await RunningEngine.StartAsync();
        var seeded = engine.Boomi.World.Packs(engine.Primary).Select(view => view.Pack.Id).ToHashSet();
        Pack(engine, "zebra");
        Pack(engine, "Apple - test ");
        Pack(engine, "Mango - TEST");
        Pack(engine, "Testing");
        engine.Boomi.World.AddPack(engine.Primary, "Only once", "SINGLE");

        Assert.That(await NamesAsync("ALL"), Is.EqualTo(["Apple - test ", "Mango - TEST", "Testing", "zebra"]));
        Assert.That(await NamesAsync(string.Empty), Is.EqualTo(await NamesAsync("ALL")));
        Assert.That(await NamesAsync("TEST"), Is.EqualTo(["Apple - test ", "Mango - TEST"]));
        Assert.That(await NamesAsync("PRODUCTION"), Is.EqualTo(["Testing", "zebra"]));

        async Task<IEnumerable<string>> NamesAsync(string purpose)
        {
            var answer = await AskAsync(engine, purpose);
            Assert.That(answer.IntegrationPacks.Select(pack => pack.InstallationType), Has.All.EqualTo("MULTI"));
            Assert.That((answer.SuggestedPackId, answer.SuggestedPackName), Is.EqualTo((string.Empty, string.Empty)));
            return answer.IntegrationPacks.Where(pack => !seeded.Contains(pack.PackId)).Select(pack => pack.PackName);
        }
    }

    [Test]
    public async Task List_ForAProcess_SuggestsThePackOfItsLatestDeploymentThatStillExists()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (test, older, latest, gone) = (Pack(engine, "Orders - TEST"), Pack(engine, "Orders old"), Pack(engine, "Orders new"), Pack(engine, "Orders gone"));
        engine.Boomi.World.DeletePack(engine.Primary, gone);
        await SaveAsync(engine, "1", PromotionStatus.Deployed, older, minute: 1);
        await SaveAsync(engine, "2", PromotionStatus.Deployed, latest, minute: 2);
        await SaveAsync(engine, "3", PromotionStatus.Deployed, gone, minute: 3);
        await SaveAsync(engine, "4", PromotionStatus.AdminApproved, older, minute: 4);
        await SaveAsync(engine, "5", PromotionStatus.Deployed, older, minute: 5, process: "Another process");
        await SaveAsync(engine, "6", PromotionStatus.TestDeployed, test, minute: 6);

        Assert.That(await SuggestedAsync("PRODUCTION"), Is.EqualTo((latest, "Orders new")));
        Assert.That(await SuggestedAsync("ALL"), Is.EqualTo((latest, "Orders new")));
        Assert.That(await SuggestedAsync("TEST"), Is.EqualTo((test, "Orders - TEST")));
        Assert.That(await SuggestedAsync("PRODUCTION", "Never deployed"), Is.EqualTo((string.Empty, string.Empty)));

        async Task<(string, string)> SuggestedAsync(string purpose, string process = Process)
        {
            var answer = await AskAsync(engine, purpose, process);
            return (answer.SuggestedPackId, answer.SuggestedPackName);
        }
    }

    [Test]
    public async Task List_ForAProcessThatOnlyDataHubKnows_SuggestsFromThere()
    {
        await using var engine = await RunningEngine.StartAsync();
        var pack = Pack(engine, "Orders");
        var promotion = await SaveAsync(engine, "1", PromotionStatus.Deployed, pack, minute: 1);
        await engine.Services.GetRequiredService<PromotionLogs>().UpsertAsync([promotion], CancellationToken.None);
        await ForgetAsync(engine, promotion);

        Assert.That((await AskAsync(engine, "PRODUCTION", Process)).SuggestedPackId, Is.EqualTo(pack));
    }

    [Test]
    public async Task List_BySomebodyWithoutATier_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.Deployments.ListIntegrationPacksAsync(new ListIntegrationPacksRequest(), engine.By("rita"));

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.InsufficientTier));
    }

    private static string Pack(RunningEngine engine, string name) => engine.Boomi.World.AddPack(engine.Primary, name).Id;

    private static async Task<Promotion> SaveAsync(RunningEngine engine, string id, PromotionStatus status, string pack, int minute, string process = Process)
    {
        var release = new PackRelease(pack, "whatever it was called");
        var promotion = StateSuite.SomePromotion($"99999999-0000-4000-8000-{id.PadLeft(12, '0')}", engine.DevAccount, status, minute);
        promotion = promotion with
        {
            ProcessName = process,
            TestRelease = status == PromotionStatus.TestDeployed ? release : null,
            TestDeployedAt = status == PromotionStatus.TestDeployed ? promotion.InitiatedAt : null,
            ProductionRelease = status == PromotionStatus.TestDeployed ? null : release,
            DeployedAt = status == PromotionStatus.Deployed ? promotion.InitiatedAt : null,
        };
        (await engine.Records.SaveAsync(promotion, 0, CancellationToken.None)).OrThrow();
        return promotion;
    }

    private static async Task ForgetAsync(RunningEngine engine, Promotion promotion)
    {
        await engine.Records.PurgeEndedAsync(promotion.UpdatedAt.AddYears(1), 10, CancellationToken.None);
        Assert.That(await engine.Records.GetAsync(promotion.Id, CancellationToken.None), Is.Null);
    }

    private static async Task<ListIntegrationPacksResponse> AskAsync(RunningEngine engine, string purpose, string process = "")
    {
        var answer = await engine.Deployments.ListIntegrationPacksAsync(new ListIntegrationPacksRequest { PackPurpose = purpose, SuggestForProcess = process }, engine.By("alice"));
        Assert.That((answer.Success, answer.ErrorMessage), Is.EqualTo((true, string.Empty)));
        return answer;
    }
}

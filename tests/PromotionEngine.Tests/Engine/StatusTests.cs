using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Engine;

/// <summary>queryStatus and getPromotionProgress: filters, paging, and who sees what.</summary>
[TestFixture]
public sealed class StatusTests
{
    [Test]
    public async Task QueryStatus_FiltersAndPages()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (failed, one, two) = await ThreeAsync(engine);
        var root = one.PromotionResults.Single(row => row.ComponentName == "One");

        await AssertListsAsync(engine, _ => { }, two, one, failed);
        await AssertListsAsync(engine, query => query.Status = "COMPLETED", two, one);
        await AssertListsAsync(engine, query => query.Status = "failed , completed", two, one, failed);
        await AssertListsAsync(engine, query => query.ReviewStage = "PENDING_PEER_REVIEW");
        await AssertListsAsync(engine, query => query.ReviewStage = "ALL", two, one, failed);
        await AssertListsAsync(engine, query => query.PromotionId = one.PromotionId, one);
        await AssertListsAsync(engine, query => query.InitiatedBy = "BOB@abc.example", two);
        await AssertListsAsync(engine, query => query.DevAccountId = engine.DevAccount, two, one, failed);
        await AssertListsAsync(engine, query => query.DevAccountId = "another-000000");
        await AssertListsAsync(engine, query => (query.QueryType, query.ProcessName) = ("byProcess", "One"), one);
        await AssertListsAsync(engine, query => (query.QueryType, query.ComponentId) = ("byComponent", root.DevComponentId), one);
        await AssertListsAsync(engine, query => (query.QueryType, query.ComponentId) = ("byComponent", root.ProdComponentId), one);
        await AssertListsAsync(engine, query => query.EndDate = "2020-01-01T00:00:00.000Z");
        await AssertListsAsync(engine, query => query.StartDate = "2020-01-01T00:00:00.000Z", two, one, failed);

        var page = await engine.StatusAsync(filter: query => (query.Limit, query.Offset) = (1, 1));
        Assert.That((page.TotalCount, page.Promotions.Single().PromotionId), Is.EqualTo((3, one.PromotionId)));
        var beyond = await engine.StatusAsync(filter: query => query.Offset = 10);
        Assert.That((beyond.TotalCount, beyond.Promotions.Count), Is.EqualTo((3, 0)));
    }

    [Test]
    public async Task QueryStatus_AfterTheWorkingCopiesAreGone_AnswersTheSameFromDataHub()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (failed, one, two) = await ThreeAsync(engine);
        var before = await engine.StatusAsync();
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        await engine.Records.PurgeEndedAsync(DateTimeOffset.MaxValue, 100, CancellationToken.None);

        var after = await engine.StatusAsync();

        Assert.That(after.Promotions.Select(row => row.PromotionId), Is.EqualTo(new[] { two.PromotionId, one.PromotionId, failed.PromotionId }));
        var expected = before.Promotions.Last().Clone();
        expected.InitiatedAt = $"{expected.InitiatedAt[..^5]}.000Z";
        Assert.That(after.Promotions.Last(), Is.EqualTo(expected), "the ended one comes from DataHub now, the same but for the fractions of a second that DataHub does not keep");
    }

    [TestCase("limit", "limit is 0")]
    [TestCase("many", "limit is 201")]
    [TestCase("offset", "offset is -1")]
    [TestCase("status", "NONSENSE")]
    [TestCase("both", "exclude each other")]
    [TestCase("process", "processName")]
    [TestCase("component", "componentId")]
    public async Task QueryStatus_BadFilter_IsInvalidRequestNamingIt(string fault, string words)
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.StatusAsync(filter: query =>
        {
            switch (fault)
            {
                case "limit":
                    query.Limit = 0;
                    break;
                case "many":
                    query.Limit = 201;
                    break;
                case "offset":
                    query.Offset = -1;
                    break;
                case "status":
                    query.Status = "COMPLETED,NONSENSE";
                    break;
                case "both":
                    (query.Status, query.ReviewStage) = ("COMPLETED", "PENDING_PEER_REVIEW");
                    break;
                case "process":
                    query.QueryType = "byProcess";
                    break;
                default:
                    query.QueryType = "byComponent";
                    break;
            }
        });

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.InvalidRequest));
        Assert.That(answer.ErrorMessage, Does.Contain(words));
    }

    [Test]
    public async Task QueryStatus_SeesOnesOwnAndTheTeams_NotAnotherTeams()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (_, one, _) = await ThreeAsync(engine);
        var other = engine.Seed.DevAccounts.Last();
        var root = engine.Boomi.World.AddComponent(other.Id, "Workshop", "process", string.Empty, "Payslips", Workshop.ProcessXml()).ComponentId;
        engine.Boomi.World.AddPackage(other.Id, root, "1.0", "made by a test");
        var tree = await engine.ResolveAsync(root, "bob", account: other.Id);
        var request = new ExecutePromotionRequest { DevAccountId = other.Id, Components = { tree.Dependencies.Select(row => new PromotedComponent { ComponentId = row.ComponentId }) } };
        request.PromotionMetadata = new PromotionMetadata { DevPackageId = tree.DevPackageId };
        var bobs = await engine.Promotions.ExecutePromotionAsync(request, engine.By("bob"));
        Assert.That(bobs.ErrorMessage, Is.Empty);

        var (alice, bob, carol, rita) = (await engine.StatusAsync(), await engine.StatusAsync("bob"), await engine.StatusAsync("carol"), await engine.StatusAsync("rita"));

        Assert.That((alice.TotalCount, bob.TotalCount, carol.TotalCount), Is.EqualTo((3, 4, 4)));
        Assert.That(alice.Promotions.Select(row => row.PromotionId), Does.Not.Contain(bobs.PromotionId));
        Assert.That(rita.ErrorCode, Is.EqualTo(ErrorCodes.InsufficientTier));
        var hidden = await ProgressAsync(engine, bobs.PromotionId, "alice");
        var unknown = await ProgressAsync(engine, "no-such-promotion", "alice");
        Assert.That((hidden.ErrorCode, unknown.ErrorCode), Is.EqualTo((ErrorCodes.PromotionNotFound, ErrorCodes.PromotionNotFound)));
        Assert.That(hidden.ErrorMessage.Replace(bobs.PromotionId, "X", StringComparison.Ordinal), Is.EqualTo(unknown.ErrorMessage.Replace("no-such-promotion", "X", StringComparison.Ordinal)));
        Assert.That((await ProgressAsync(engine, one.PromotionId, "rita")).ErrorCode, Is.EqualTo(ErrorCodes.InsufficientTier));
    }

    [Test]
    public async Task GetPromotionProgress_OfEndedOnes_TellsResultsAndCalls()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (failed, one, _) = await ThreeAsync(engine);

        var completed = await ProgressAsync(engine, one.PromotionId, "bob");
        var undone = await ProgressAsync(engine, failed.PromotionId, "alice");

        Assert.That((completed.Status, completed.ComponentsDone, completed.ComponentsTotal), Is.EqualTo(("COMPLETED", 2, 2)));
        Assert.That(completed.PromotionResults, Is.EqualTo(one.PromotionResults));
        Assert.That(completed.CallsMade, Is.GreaterThanOrEqualTo(completed.CallsFloor).And.LessThan(completed.CallsFloor + 20));
        Assert.That((undone.Status, undone.Message), Is.EqualTo(("FAILED", failed.ErrorMessage)));
    }

    [Test]
    public async Task ExecutePromotion_RespondAsync_AnswersBeforeTheEndAndProgressShowsTheRest()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top", engine.Script("Step"));
        var package = engine.Package(top);
        engine.Boomi.Faults.Add(new BoomiEmulator.Faults.FaultRule { Operation = "Component.create", Nth = 1, DelayMs = 2_000, Effect = BoomiEmulator.Faults.FaultEffect.Delay });
        var tree = await engine.ResolveAsync(top);

        var answer = await engine.Promotions.ExecutePromotionAsync(
            new ExecutePromotionRequest
            {
                DevAccountId = engine.DevAccount,
                Components = { tree.Dependencies.Select(row => new PromotedComponent { ComponentId = row.ComponentId }) },
                PromotionMetadata = new PromotionMetadata { DevPackageId = package },
            },
            engine.By("alice", respondAsync: true));
        var first = await ProgressAsync(engine, answer.PromotionId, "alice");
        var last = first;
        for (var round = 0; round < 200 && last.Status == "IN_PROGRESS"; round++)
        {
            await Task.Delay(20);
            last = await ProgressAsync(engine, answer.PromotionId, "alice");
        }

        Assert.That((answer.Success, answer.PromotionId.Length), Is.EqualTo((true, 36)));
        Assert.That(first.Status, Is.EqualTo("IN_PROGRESS"));
        Assert.That((last.Status, last.ComponentsDone, last.ComponentsTotal), Is.EqualTo(("COMPLETED", 2, 2)));
    }

    private static async Task<GetPromotionProgressResponse> ProgressAsync(RunningEngine engine, string id, string by) =>
        await engine.Promotions.GetPromotionProgressAsync(new GetPromotionProgressRequest { PromotionId = id }, engine.By(by));

    // A failed one by alice, then one by alice and one by bob that completed.
    private static async Task<(ExecutePromotionResponse Failed, ExecutePromotionResponse One, ExecutePromotionResponse Two)> ThreeAsync(RunningEngine engine)
    {
        var (one, two) = (engine.Process("One", engine.Script("Part of one")), engine.Process("Two"));
        engine.Package(one);
        engine.Package(two);
        engine.Boomi.Faults.Add(new BoomiEmulator.Faults.FaultRule { Operation = "Component.create", Times = 1, Status = 400, Effect = BoomiEmulator.Faults.FaultEffect.Status, Body = "Not today." });
        var failed = await engine.PromoteAsync(two);
        var first = await engine.PromoteAsync(one);
        var second = await engine.PromoteAsync(two, "bob");
        Assert.That((failed.Success, first.Success, second.Success), Is.EqualTo((false, true, true)));
        return (failed, first, second);
    }

    private static async Task AssertListsAsync(RunningEngine engine, Action<QueryStatusRequest> filter, params ExecutePromotionResponse[] expected)
    {
        var answer = await engine.StatusAsync(filter: filter);
        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(answer.Promotions.Select(row => row.PromotionId), Is.EqualTo(expected.Select(promotion => promotion.PromotionId)));
        Assert.That(answer.TotalCount, Is.EqualTo(expected.Length));
    }
}

using Contract.Errors;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Tests.Extensions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.BadIds;

/// <summary>An admin, or who can write DataHub's records, grants an account whose ID is a trick: the ID stands where an account's ID stands, or nothing is sent.</summary>
[TestFixture]
public sealed class TrickAccountTests
{
    [Test]
    public async Task ListDevPackages_OfAGrantedTrick_AsksOnlyWhetherThereIsSuchAnAccount()
    {
        var sent = new SentShapes(new SocketsHttpHandler());
        await using var engine = await RunningEngine.StartAsync(await SeededBoomi.GetAsync(), new HttpClient(sent));
        var tricks = await GrantAsync(engine, GoldenRecordModels.DevAccountAccess, IdTricks.With(engine.DevAccount), (trick, number) => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ssoGroupId"] = $"g{number}",
            ["ssoGroupName"] = "ABC_BOOMI_FLOW_DEVTEAMA",
            ["devAccountId"] = trick,
            ["devAccountName"] = "trick",
            ["isActive"] = "true",
        });
        foreach (var trick in tricks)
        {
            sent.Take();

            var answer = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = trick }, engine.By("carol"));

            Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.AccountNotFound).Or.EqualTo(ErrorCodes.InvalidRequest), $"{trick}: {answer.ErrorMessage}");
            Assert.That(Platform(sent), Is.All.EqualTo($"POST /api/rest/v1/{engine.Primary}/Account/query"));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task GetExtensions_OfAGrantedTrick_IsSentToThatAccountOrNotAtAll(bool partnerApi)
    {
        var sent = new SentShapes(new SocketsHttpHandler());
        await using var engine = await RunningEngine.StartAsync(await SeededBoomi.GetAsync(), new HttpClient(sent), ("Boomi:Platform:PartnerApi", partnerApi ? "true" : "false"));
        var client = engine.North();
        var tricks = await GrantAsync(engine, GoldenRecordModels.ClientAccountConfig, IdTricks.Leading(client.AccountId), (trick, number) => Client($"g{number}", trick, client.Test.EnvironmentId, client.Production.EnvironmentId));
        var asked = 0;
        foreach (var trick in tricks)
        {
            asked += await GetAsync(engine, sent, trick, client.Test.EnvironmentId, partnerApi) ? 1 : 0;
        }

        Assert.That(asked, Is.GreaterThan(20));
    }

    [Test]
    public async Task GetExtensions_OfATrickEnvironment_AsksForThatEnvironmentOrNotAtAll()
    {
        var sent = new SentShapes(new SocketsHttpHandler());
        await using var engine = await RunningEngine.StartAsync(await SeededBoomi.GetAsync(), new HttpClient(sent));
        var client = engine.North();
        var asked = 0;
        foreach (var trick in IdTricks.Leading(client.Test.EnvironmentId))
        {
            await GrantAsync(engine, GoldenRecordModels.ClientAccountConfig, [trick], (_, _) => Client("g", client.AccountId, trick, client.Production.EnvironmentId));
            asked += await GetAsync(engine, sent, client.AccountId, trick, partnerApi: true) ? 1 : 0;
        }

        Assert.That(asked, Is.GreaterThan(20));
    }

    // Whether anything was asked of the platform.
    private static async Task<bool> GetAsync(RunningEngine engine, SentShapes sent, string account, string environment, bool partnerApi)
    {
        sent.Take();

        var answer = await engine.Extensions.GetExtensionsAsync(new GetExtensionsRequest { ClientAccountId = account, EnvironmentId = environment }, engine.By("carol"));

        var (named, shapes) = (Uri.EscapeDataString(account), Platform(sent));
        var (root, query) = partnerApi ? ($"/partner/api/rest/v1/{engine.Primary}", $"?overrideAccount={named}") : ($"/api/rest/v1/{named}", string.Empty);
        Assert.That(answer.ErrorCode, Is.AnyOf(ErrorCodes.ExtensionNotFound, ErrorCodes.InvalidRequest, ErrorCodes.AuthFailed), $"{account} {environment}: {answer}");
        Assert.That(
            shapes,
            Is.SubsetOf(new[] { $"GET {root}/EnvironmentExtensions/{{id}}{query}", $"POST {root}/EnvironmentExtensions/query{query}", $"POST {root}/EnvironmentMapExtensionsSummary/query{query}" }),
            answer.ErrorMessage);
        return shapes.Count > 0;
    }

    private static Dictionary<string, string> Client(string group, string account, string test, string production) => new(StringComparer.Ordinal)
    {
        ["ssoGroupId"] = group,
        ["ssoGroupName"] = "ABC_BOOMI_FLOW_DEVTEAMA",
        ["clientAccountId"] = account,
        ["clientAccountName"] = "trick",
        ["testEnvironmentId"] = test,
        ["testEnvironmentName"] = "test",
        ["prodEnvironmentId"] = production,
        ["prodEnvironmentName"] = "production",
        ["isActive"] = "true",
    };

    // The grants of those that a record can hold; answers all.
    private static async Task<IReadOnlyList<string>> GrantAsync(RunningEngine engine, GoldenRecordModel model, IEnumerable<string> tricks, Func<string, int, Dictionary<string, string>> fields)
    {
        var all = tricks.ToList();
        var hub = engine.Services.GetRequiredService<DataHubClient>();
        var fitting = all.Where(trick => trick.Length <= 64 && !trick.Any(character => char.IsControl(character) || character == '\uffff')).ToList();
        var outcomes = await hub.UpsertAsync(model, RecordSources.AdminConfig, [.. fitting.Select((trick, number) => new GoldenRecordWrite(fields(trick, number)))], CancellationToken.None);
        Assert.That(outcomes.Where(outcome => !outcome.IsWritten), Is.Empty);
        return all;
    }

    private static List<string> Platform(SentShapes sent) => [.. sent.Take().Where(shape => !shape.Contains("/mdm/", StringComparison.Ordinal))];
}

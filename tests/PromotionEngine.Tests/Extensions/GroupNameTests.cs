using Contract.Calls;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Groups are compared alike everywhere: trimmed and exactly.</summary>
[TestFixture]
public sealed class GroupNameTests
{
    private const string TeamA = "ABC_BOOMI_FLOW_DEVTEAMA";

    [TestCase(TeamA, true)]
    [TestCase(" " + TeamA + " ", true)]
    [TestCase("abc_boomi_flow_devteama", false)]
    public async Task ListClientAccounts_GroupInAnotherSpelling_IsAnotherGroup(string group, bool isGranted)
    {
        await using var engine = await RunningEngine.StartAsync();
        var identity = new CallerIdentity { Kind = CallerKind.Connector, Connector = "flow", Email = "x@abc.example", Groups = ["ABC_BOOMI_FLOW_CONTRIBUTOR", group] };

        var clients = await engine.Extensions.ListClientAccountsAsync(new ListClientAccountsRequest(), RunningEngine.Headers(identity));
        var developers = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), RunningEngine.Headers(identity));

        Assert.That((clients.ClientAccounts.Count > 0, developers.DevAccounts.Count > 0), Is.EqualTo((isGranted, isGranted)));
    }

    [Test]
    public async Task UpdateExtensions_RecordNamesTheGroupInAnotherCase_IsUnauthorized()
    {
        var seeded = await SeededBoomi.GetAsync();
        var lower = await SeededBoomi.MakeAsync(seeded.Seed with { ExtensionAccess = [.. seeded.Seed.ExtensionAccess.Select(access => access with { SsoGroups = [TeamA.ToLowerInvariant()] })] });
        await using var engine = await RunningEngine.StartAsync(lower);

        var answer = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x")));

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.UnauthorizedExtensionEdit), answer.ErrorMessage);
    }
}

using Contract.Calls;
using Contract.Errors;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Components;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Engine;

/// <summary>What executePromotion refuses before anything is begun.</summary>
[TestFixture]
public sealed class RefusalTests
{
    [Test]
    public async Task ExecutePromotion_UnmappedConnections_NamesAllAndBeginsNothing()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tree = await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId);
        var lost = tree.Dependencies.Where(row => row.ProdStatus == "MAPPED").Take(2).ToList();
        foreach (var connection in lost)
        {
            await engine.Services.GetRequiredService<ComponentMappings>().DeleteAsync(new AccountId(engine.DevAccount), new ComponentId(connection.ComponentId));
        }

        var traces = await Traces.Of(engine);
        var answer = await engine.PromoteMainAsync();

        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.MissingConnectionMappings);
        Assert.That(
            answer.ErrorMessage,
            Does.StartWith($"Connection mappings missing for: {lost[0].ComponentName} ({lost[0].ComponentId}), {lost[1].ComponentName} ({lost[1].ComponentId}).")
                .And.Contains(engine.DevAccount));
        Assert.That(answer.MissingConnections, Is.EqualTo(lost.Select(row => row.ComponentId)));
        Assert.That(
            answer.MissingConnectionMappings.Select(row => (row.DevComponentId, row.Name, row.Type, row.DevAccountId)),
            Is.EqualTo(lost.Select(row => (row.ComponentId, row.ComponentName, row.ComponentType, engine.DevAccount))));
    }

    [Test]
    public async Task ExecutePromotion_ConnectionMappedToWhatIsGone_IsMissingToo()
    {
        await using var engine = await RunningEngine.StartAsync();
        var mapping = engine.Seed.ConnectionMappings[0];
        engine.Boomi.World.DeleteComponent(engine.Primary, mapping.ProdComponentId, "somebody");
        var traces = await Traces.Of(engine);

        var answer = await engine.PromoteMainAsync();

        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.MissingConnectionMappings);
        Assert.That(answer.MissingConnections, Is.EqualTo(new[] { mapping.DevComponentId }));
    }

    [TestCase("alice", false, ErrorCodes.UnauthorizedAccountAccess)]
    [TestCase("alice", true, ErrorCodes.UnauthorizedAccountAccess)]
    [TestCase("carol", true, ErrorCodes.AccountNotFound)]
    [TestCase("rita", false, ErrorCodes.InsufficientTier)]
    public async Task ExecutePromotion_AccountThatIsNotTheirs_IsRefused(string persona, bool unknown, string code)
    {
        await using var engine = await RunningEngine.StartAsync();
        var account = unknown ? "nowhere-000000" : engine.Seed.DevAccounts.Last().Id;
        var traces = await Traces.Of(engine);

        var answer = await engine.Promotions.ExecutePromotionAsync(
            new ExecutePromotionRequest { DevAccountId = account, Components = { new PromotedComponent { ComponentId = engine.Seed.MainPackage.RootComponentId } } },
            engine.By(persona));

        await traces.AssertNothingWasBegunAsync(answer, code);
        Assert.That(answer.ErrorMessage, Does.Contain(persona == "rita" ? "rita@abc.example" : account));
    }

    [Test]
    public async Task ExecutePromotion_ComponentOfAnotherAccount_IsRefusedByName()
    {
        await using var engine = await RunningEngine.StartAsync();
        var foreign = engine.Seed.DevAccounts.Last().Components.First(component => component.Id != engine.Seed.SharedComponentId).Id;
        var ids = await MainIdsAsync(engine);
        var traces = await Traces.Of(engine);

        var withPackage = await engine.ExecuteAsync([.. ids, foreign], package: engine.Seed.MainPackage.PackageId);
        var without = await engine.ExecuteAsync([.. ids, foreign]);

        await traces.AssertNothingWasBegunAsync(withPackage, ErrorCodes.InvalidRequest);
        await traces.AssertNothingWasBegunAsync(without, ErrorCodes.InvalidRequest);
        Assert.That(withPackage.ErrorMessage, Does.Contain(foreign));
        Assert.That(without.ErrorMessage, Does.Contain(foreign));
    }

    [TestCase("duplicate", "more than once")]
    [TestCase("no root", "does not list the root")]
    [TestCase("not closed", "also needs")]
    [TestCase("extra", "not part of package")]
    [TestCase("other package", "package")]
    public async Task ExecutePromotion_ListThatDoesNotFit_IsRefusedNamingWhat(string fault, string words)
    {
        await using var engine = await RunningEngine.StartAsync();
        var ids = await MainIdsAsync(engine);
        var named = ids[^1];
        var package = engine.Seed.MainPackage.PackageId;
        switch (fault)
        {
            case "duplicate":
                ids.Add(named);
                break;
            case "no root":
                named = engine.Seed.MainPackage.RootComponentId;
                ids.Remove(named);
                break;
            case "not closed":
                ids.Remove(named);
                break;
            case "extra":
                named = engine.Script("Left over");
                ids.Add(named);
                break;
            default:
                package = named = "99999999-0000-4000-8000-000000000000";
                break;
        }

        var traces = await Traces.Of(engine);
        var answer = await engine.ExecuteAsync(ids, package: package);

        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.InvalidRequest);
        Assert.That(answer.ErrorMessage, Does.Contain(words).And.Contains(named));
    }

    [Test]
    public async Task ExecutePromotion_RootNeverPackaged_SaysPackageItFirst()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var root = engine.Process("Fresh", script);
        var traces = await Traces.Of(engine);

        var answer = await engine.ExecuteAsync([root, script]);

        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.InvalidRequest);
        Assert.That(answer.ErrorMessage, Does.Contain("Package it first").And.Contains(root).And.Contains("Fresh"));
    }

    [Test]
    public async Task ExecutePromotion_RootNotClear_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (one, other) = (engine.Process("One"), engine.Process("Other"));
        var script = engine.Script("Only a script");
        var traces = await Traces.Of(engine);

        var several = await engine.ExecuteAsync([one, other]);
        var none = await engine.ExecuteAsync([script]);

        await traces.AssertNothingWasBegunAsync(several, ErrorCodes.InvalidRequest);
        await traces.AssertNothingWasBegunAsync(none, ErrorCodes.InvalidRequest);
        Assert.That(several.ErrorMessage, Does.Contain(one).And.Contains(other).And.Contains("devPackageId"));
        Assert.That(none.ErrorMessage, Does.Contain("devPackageId"));
    }

    [Test]
    public async Task ExecutePromotion_MoreThanAllowed_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync(("Promotion:MaxComponents", "10"));
        var tree = await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId);
        var traces = await Traces.Of(engine);

        var answer = await engine.ExecuteAsync(tree.Dependencies.Select(row => row.ComponentId), package: tree.DevPackageId);

        Assert.That((tree.IsPartial, tree.Dependencies.Count), Is.EqualTo((true, 10)));
        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.InvalidRequest);
        Assert.That(answer.ErrorMessage, Does.Contain("Promotion:MaxComponents"));
    }

    [Test]
    public async Task ExecutePromotion_ConnectorThatNamesNobody_IsRefusedBeforeAnyCall()
    {
        await using var engine = await RunningEngine.StartAsync();
        var identity = new CallerIdentity { Kind = CallerKind.Connector, Connector = "Flow", ConnectorTierCap = "CONTRIBUTOR", ConnectorDevAccounts = [engine.DevAccount] };
        engine.Boomi.Journal.Clear();

        var answer = await engine.Promotions.ExecutePromotionAsync(
            new ExecutePromotionRequest { DevAccountId = engine.DevAccount, Components = { new PromotedComponent { ComponentId = "x" } } }, RunningEngine.Headers(identity));

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.InvalidRequest));
        Assert.That(answer.ErrorMessage, Does.Contain("promotionMetadata.requestedBy").And.Contains("userEmail"));
        Assert.That(engine.Boomi.Journal.Counts(), Is.Empty, "identity is checked before anything is asked");
    }

    [Test]
    public async Task ExecutePromotion_WithoutIdentity_IsNotServed()
    {
        await using var engine = await RunningEngine.StartAsync();

        Assert.That(
            async () => await engine.Promotions.ExecutePromotionAsync(new ExecutePromotionRequest(), []),
            Throws.InstanceOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(StatusCode.Unauthenticated));
    }

    private static async Task<List<string>> MainIdsAsync(RunningEngine engine) =>
        [.. (await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId)).Dependencies.Select(row => row.ComponentId)];
}

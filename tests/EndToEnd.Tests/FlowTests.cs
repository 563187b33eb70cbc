using System.Text.Json.Nodes;
using FlowEngine;

namespace EndToEnd.Tests;

/// <summary>The promotion as a Flow app runs it: installed from the metadata, step by step, with what Flow keeps between the steps.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FlowTests
{
    private FlowWorld _world = null!;

    [SetUp]
    public async Task StartAsync() => _world = await FlowWorld.StartAsync();

    [TearDown]
    public async Task StopAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [Test]
    public async Task PromotionFlow_FromTheAccountsToTheStatus_EndsCompleted()
    {
        var flow = _world.NewFlow("alice");
        _world.SlowDown();

        await flow.MessageAsync("getDevAccounts", ("userSsoGroups", "groups"));
        flow["account"] = EngineValue.Simple("account", flow["getDevAccounts.devAccounts"].At(0, "accountId"));
        await flow.MessageAsync("listDevPackages", ("devAccountId", "account"), ("userSsoGroups", "groups"));
        flow["package"] = EngineValue.Simple("package", _world.Sandbox.World.MainPackage.PackageId);
        flow["root"] = EngineValue.Simple("root", Row(flow["listDevPackages.packages"], "packageId", flow.Text("package")!, "componentId"));
        await flow.MessageAsync("resolveDependencies", ("devAccountId", "account"), ("rootComponentId", "root"), ("devPackageId", "package"), ("userSsoGroups", "groups"));
        flow["metadata"] = EngineValue.Objects("metadata", "ContentObject", EngineValue.Object(
            "executePromotion REQUEST - promotionMetadata", EngineValue.Property("devPackageId", flow.Text("package")), EngineValue.Property("requestedBy", "alice@abc.example")));

        // The list goes in as it came out: what a step does not know of a row it ignores.
        var final = await flow.MessageAsync(
            "executePromotion", ("devAccountId", "account"), ("components", "resolveDependencies.dependencies"), ("promotionMetadata", "metadata"), ("userSsoGroups", "groups"));
        flow["promotion"] = flow["executePromotion.promotionId"];
        await flow.MessageAsync("queryStatus", ("promotionId", "promotion"), ("userSsoGroups", "groups"));

        Assert.That((flow.Text("executePromotion.success"), flow.Text("executePromotion.errorMessage")), Is.EqualTo(("true", string.Empty)));
        Assert.That(flow.Text("resolveDependencies.totalComponents"), Is.EqualTo("40"));
        Assert.That((flow.Text("executePromotion.componentsCreated"), flow.Text("executePromotion.connectionsSkipped")), Is.EqualTo(("35", "5")));
        Assert.That(flow["executePromotion.promotionResults"].Count(), Is.EqualTo(35));
        Assert.That((flow["queryStatus.promotions"].Count(), flow["queryStatus.promotions"].At(0, "status")), Is.EqualTo((1, "COMPLETED")));
        Assert.That(flow.WaitMessages, Is.Not.Empty, "The promotion took longer than the threshold.");
        Assert.That(_world.Platform.Callbacks.Count(callback => callback.InvokeType == "FORWARD"), Is.EqualTo(flow.WaitMessages.Count));
        Assert.That((string)final["invokeType"]!, Is.EqualTo("FORWARD"));
    }

    [Test]
    public async Task Item27_TheSameTokenTwiceAtOnce_PromotesOnceAndAnswersTheSame()
    {
        var flow = _world.NewFlow("alice");
        var root = _world.Sandbox.World.MainPackage;
        flow["account"] = EngineValue.Simple("account", (string)_world.Info["accounts"]!["dev"]![0]!);
        flow["root"] = EngineValue.Simple("root", root.RootComponentId);
        await flow.MessageAsync("resolveDependencies", ("devAccountId", "account"), ("rootComponentId", "root"), ("userSsoGroups", "groups"));
        var components = flow["resolveDependencies.dependencies"].DeepClone().AsObject();
        components["developerName"] = "components";
        var request = flow.Request("executePromotion",
        [
            EngineValue.Simple("devAccountId", flow.Text("account")),
            components,
            EngineValue.Objects("promotionMetadata", "ContentObject", EngineValue.Object(
                "any", EngineValue.Property("devPackageId", root.PackageId), EngineValue.Property("requestedBy", "alice@abc.example"))),
            flow["groups"].DeepClone().AsObject(),
        ]);
        var token = (string)request["token"]!;

        var answers = await Task.WhenAll(_world.Connector.PostAsync("executePromotion", request), _world.Connector.PostAsync("executePromotion", request));
        var first = await EndAsync(answers[0].Body, token);
        var second = await EndAsync(answers[1].Body, token);
        var other = request.DeepClone().AsObject();
        other["inputs"]!.AsArray().Add(EngineValue.Simple("dryRun", "false", "ContentBoolean"));
        other["inputs"]!.AsArray().Add(EngineValue.Simple("userEmail", "alice@abc.example"));
        var replayed = (await _world.Connector.PostAsync("executePromotion", other)).Body;
        await flow.MessageAsync("queryStatus", ("userSsoGroups", "groups"));

        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
        Assert.That(flow["queryStatus.promotions"].Count(), Is.EqualTo(1), first.ToJsonString());
        Assert.That(OutputOf(replayed, "errorCode"), Is.EqualTo("INVALID_REQUEST"));
        Assert.That(OutputOf(replayed, "errorMessage"), Does.Contain("idempotency key"));
    }

    [Test]
    public async Task Connector_OfAnotherPrimaryAccount_IsRefusedByTheEngine()
    {
        var flow = _world.NewFlow("alice", account: "somebody-else");

        await flow.MessageAsync("getDevAccounts", ("userSsoGroups", "groups"));

        Assert.That((flow.Text("getDevAccounts.success"), flow.Text("getDevAccounts.errorCode")), Is.EqualTo(("false", "INVALID_REQUEST")));
        Assert.That(flow.Text("getDevAccounts.errorMessage"), Does.Contain("somebody-else"));
    }

    private async Task<JsonObject> EndAsync(JsonObject answer, string token) =>
        (string)answer["invokeType"]! == "FORWARD" ? answer : await _world.Platform.FinalAsync(token).WaitAsync(FlowWorld.Patience);

    private static string? OutputOf(JsonObject answer, string name) =>
        (string?)answer["outputs"]!.AsArray().Single(output => (string)output!["developerName"]! == name)!["contentValue"];

    private static string Row(JsonObject list, string key, string value, string wanted)
    {
        var row = Enumerable.Range(0, list.Count()).First(index => list.At(index, key) == value);
        return list.At(row, wanted)!;
    }
}

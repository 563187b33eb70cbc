using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using FlowEngine;
using Microsoft.AspNetCore.Http;
using Testing;

namespace EndToEnd.Tests;

/// <summary>A host that goes while a flow waits, over a real engine and a real Redis.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FlowRestartTests
{
    [Test]
    public async Task HostRestartedBetweenWaitAndCallback_TheFlowGetsExactlyOneFinalAnswer()
    {
        await using var redis = await RedisServer.StartAsync();
        var accepted = new ConcurrentQueue<string>();
        string token;
        await using (var world = await FlowWorld.StartAsync(redis.ConnectionString))
        {
            var request = await RequestAsync(world);
            token = (string)request["token"]!;

            // Whatever the first host offers is not taken, however fast it is: what the flow gets comes from the second.
            var isRestarted = false;
            world.Platform.Answer = (callback, _) =>
            {
                if (!Volatile.Read(ref isRestarted))
                {
                    return Task.FromResult<IResult?>(Results.StatusCode((int)HttpStatusCode.ServiceUnavailable));
                }

                accepted.Enqueue($"{callback.InvokeType} {callback.Token}");
                return Task.FromResult<IResult?>(null);
            };
            world.SlowDown();
            var (status, told) = await world.Connector.PostAsync("executePromotion", request);
            Assert.That((status, (string)told["invokeType"]!), Is.EqualTo((HttpStatusCode.OK, "WAIT")), told.ToJsonString());

            await world.Sandbox.RestartHostAsync(CancellationToken.None);
            world.SpeedUp();
            Volatile.Write(ref isRestarted, value: true);
            var final = await world.Platform.FinalAsync(token).WaitAsync(FlowWorld.Patience);

            await world.InstallAsync();
            var repeated = (await world.Connector.PostAsync("executePromotion", request)).Body;
            var flow = world.NewFlow("alice");
            await flow.MessageAsync("queryStatus", ("userSsoGroups", "groups"));
            Assert.That((OutputOf(final, "success"), OutputOf(final, "errorMessage")), Is.EqualTo(("true", string.Empty)));
            Assert.That(repeated["outputs"]!.ToJsonString(), Is.EqualTo(final["outputs"]!.ToJsonString()), "the token still stands for the same work");
            Assert.That((flow["queryStatus.promotions"].Count(), flow["queryStatus.promotions"].At(0, "status")), Is.EqualTo((1, "COMPLETED")));
        }

        // Everything has stopped: nothing more can come.
        Assert.That(accepted.Where(callback => callback.StartsWith("FORWARD", StringComparison.Ordinal)), Is.EqualTo(new[] { $"FORWARD {token}" }));
    }

    private static async Task<JsonObject> RequestAsync(FlowWorld world)
    {
        var flow = world.NewFlow("alice");
        var root = world.Sandbox.World.MainPackage;
        flow["account"] = EngineValue.Simple("account", root.AccountId);
        flow["root"] = EngineValue.Simple("root", root.RootComponentId);
        await flow.MessageAsync("resolveDependencies", ("devAccountId", "account"), ("rootComponentId", "root"), ("userSsoGroups", "groups"));
        var components = flow["resolveDependencies.dependencies"].DeepClone().AsObject();
        components["developerName"] = "components";
        return flow.Request("executePromotion",
        [
            EngineValue.Simple("devAccountId", flow.Text("account")),
            components,
            EngineValue.Objects("promotionMetadata", "ContentObject", EngineValue.Object(
                "any", EngineValue.Property("devPackageId", root.PackageId), EngineValue.Property("requestedBy", flow.Text("email")))),
            flow["groups"].DeepClone().AsObject(),
        ]);
    }

    private static string? OutputOf(JsonObject answer, string name) =>
        (string?)answer["outputs"]!.AsArray().Single(output => (string)output!["developerName"]! == name)!["contentValue"];
}

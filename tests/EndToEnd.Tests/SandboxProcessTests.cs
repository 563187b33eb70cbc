using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Testing;

namespace EndToEnd.Tests;

/// <summary>The sandbox as a program: how fast it starts, how it stops, what it keeps.</summary>
[TestFixture]
[NonParallelizable]
public sealed class SandboxProcessTests
{
    // Five seconds are promised on two idle cores; a loaded machine gets more before this test complains.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [TestCase("TERM")]
    [TestCase("INT")]
    public async Task Sandbox_Started_IsReadySoonAndStopsCleanly(string signal)
    {
        await using var sandbox = SandboxProcess.Start();
        var (client, after) = await sandbox.ReadyAsync();
        var ready = await client.GetAsync("/health/ready");

        var code = await sandbox.StopAsync(signal);

        await TestContext.Out.WriteLineAsync($"Ready after {after.TotalSeconds:0.00} s.");
        Assert.That(after, Is.LessThan(Bound));
        Assert.That(ready.Status, Is.EqualTo(200));
        Assert.That(code, Is.Zero, sandbox.Output);
        Assert.That(sandbox.Output, Does.Contain("Ctrl+C stops it").And.Not.Contains("Exception").And.Not.Contains("   at "));
        client.Dispose();
    }

    [TestCase("--port")]
    [TestCase("--grpc-port")]
    [TestCase("--emulator-port")]
    public async Task Sandbox_OnAPortInUse_SaysWhichAndWhatToDo(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] others = [.. new[] { "--port", "--grpc-port", "--emulator-port" }.Where(name => name != option).SelectMany(name => new[] { name, "0" })];
        await using var sandbox = SandboxProcess.StartWith([option, $"{port}", .. others]);

        var code = await sandbox.EndAsync();

        Assert.That(code, Is.EqualTo(1));
        Assert.That(sandbox.Output, Does.Contain($"Port {port}").And.Contains(option).And.Not.Contains("   at ").And.Not.Contains("Unhandled"));
    }

    [Test]
    public async Task Sandbox_WithoutJava_SaysWhatIsMissing()
    {
        await using var sandbox = SandboxProcess.StartWithVariable("Scripts__Java", "no-such-java");
        var (client, _) = await sandbox.ReadyAsync();

        using (client)
        {
            var answer = await client.AsAsync("alice", "validateScript", new JsonObject { ["language"] = "GROOVY", ["scriptContent"] = "output = 1" });
            Assert.That((string)answer["errorCode"]!, Is.EqualTo("VALIDATION_INTERNAL_ERROR"));
        }

        Assert.That(await sandbox.StopAsync("TERM"), Is.Zero, sandbox.Output);
        Assert.That(sandbox.Output, Does.Contain("no-such-java").And.Contains("apt-get install groovy").And.Not.Contains("   at "));
    }

    [Test]
    public async Task Sandbox_WithData_TakesUpWhereItStopped()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-data-").FullName;
        try
        {
            string id, key;
            await using (var first = SandboxProcess.Start("--data", folder))
            {
                var (client, _) = await first.ReadyAsync();
                using (client)
                {
                    id = await PromoteAsync(client);
                }

                Assert.That(await first.StopAsync("TERM"), Is.Zero, first.Output);
                key = await File.ReadAllTextAsync(Path.Combine(folder, "shared-key"));
            }

            await using var second = SandboxProcess.Start("--data", folder);
            var (again, _) = await second.ReadyAsync();
            using (again)
            {
                var progress = await again.AsAsync("alice", "getPromotionProgress", new JsonObject { ["promotionId"] = id });
                Assert.That(((string)progress["status"]!, (int)progress["componentsDone"]!), Is.EqualTo(("COMPLETED", 35)), "the working copy is there, which only the store has");
                var next = await PromoteAsync(again);
                var old = await again.AsAsync("alice", "queryStatus", new JsonObject { ["promotionId"] = id });
                Assert.That((string)old["promotions"]![0]!["withdrawalReason"]!, Is.EqualTo($"superseded by {next}"));
            }

            Assert.That(await second.StopAsync("TERM"), Is.Zero, second.Output);
            Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "shared-key")), Is.EqualTo(key), "what is owed is sealed with it");
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(Path.Combine(folder, "shared-key")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Sandbox_WithRedis_KeepsItsStateThere()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var sandbox = SandboxProcess.Start("--redis", redis.ConnectionString);
        var (client, _) = await sandbox.ReadyAsync();

        string id;
        using (client)
        {
            id = await PromoteAsync(client);
            var progress = await client.AsAsync("alice", "getPromotionProgress", new JsonObject { ["promotionId"] = id });
            Assert.That((string)progress["status"]!, Is.EqualTo("COMPLETED"));
        }

        Assert.That(await sandbox.StopAsync("TERM"), Is.Zero, sandbox.Output);
    }

    [Test]
    public async Task Sandbox_WithRedisThatIsAway_SaysSo()
    {
        await using var sandbox = SandboxProcess.Start("--redis", $"127.0.0.1:{LoopbackPort.Free()}");

        var code = await sandbox.EndAsync();

        Assert.That(code, Is.EqualTo(1));
        Assert.That(sandbox.Output, Does.Contain("Redis").And.Contains("--redis").And.Not.Contains("   at "));
    }

    private static async Task<string> PromoteAsync(SandboxClient client)
    {
        var account = client.DevAccounts[0];
        var packages = await client.AsAsync("alice", "listDevPackages", new JsonObject { ["devAccountId"] = account });
        var package = packages["packages"]!.AsArray().First(row => (string)row!["componentName"]! == "Order to Cash")!;
        var tree = await client.AsAsync("alice", "resolveDependencies", new JsonObject { ["devAccountId"] = account, ["rootComponentId"] = (string)package["componentId"]! });
        var answer = await client.AsAsync("alice", "executePromotion", new JsonObject
        {
            ["devAccountId"] = account,
            ["components"] = new JsonArray([.. tree["dependencies"]!.AsArray().Select(row => (JsonNode)new JsonObject { ["componentId"] = (string)row!["componentId"]! })]),
            ["promotionMetadata"] = new JsonObject { ["devPackageId"] = (string)tree["devPackageId"]! },
        });
        Assert.That((string)answer["errorMessage"]!, Is.Empty);
        return (string)answer["promotionId"]!;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.State;
using Sandbox;

namespace EndToEnd.Tests;

/// <summary>The command-line tools against the running product.</summary>
[TestFixture]
public sealed class ToolTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task ContractTester_AgainstTheSandbox_FindsEveryProfileKept(CancellationToken cancellationToken)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0 }, cancellationToken);

        var (exitCode, output) = await ToolRun.OfAsync("ContractTester", ["--host", $"{sandbox.HostAddress}/fs/PromotionService"], "sandbox-connector-token", cancellationToken);

        Assert.That(output, Does.Contain("29 passed, 0 failed"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Promo_CallsAnAction_AndItsExitCodeTellsTheOutcome(CancellationToken cancellationToken)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0 }, cancellationToken);
        string[] call = ["call", "listDevPackages", "--host", sandbox.HostAddress, "--user", "flow"];

        var listed = await ToolRun.OfAsync("promo", [.. call, $"{{\"devAccountId\":\"{sandbox.World.MainPackage.AccountId}\"}}"], "sandbox-connector-token", cancellationToken);
        var refused = await ToolRun.OfAsync("promo", [.. call, "{}"], "sandbox-connector-token", cancellationToken);
        var unknown = await ToolRun.OfAsync("promo", ["call", "listDevPackage", "--host", sandbox.HostAddress], "t", cancellationToken);

        Assert.That(listed.ExitCode, Is.Zero, listed.Output);
        Assert.That(listed.Output, Does.Contain("Order to Cash"));
        Assert.That((refused.ExitCode, refused.Output.Contains("INVALID_REQUEST", StringComparison.Ordinal)), Is.EqualTo((1, true)));
        Assert.That((unknown.ExitCode, unknown.Output.Contains("Did you mean listDevPackages?", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task PromoMaintain_WithTheKey_DoesTheWorkAndTellsByItsExitCode(CancellationToken cancellationToken)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0 }, cancellationToken);
        var key = sandbox.EngineServices.GetRequiredService<IConfiguration>()["Engine:SharedKey"]!;
        var main = sandbox.Emulator!.World.MainBranch(sandbox.World.PrimaryAccountId).Id;
        string[] maintain = ["--engine", sandbox.EngineAddress];

        var slots = await ToolRun.OfAsync("promo", ["maintain", "reconcileSlots", "--dry-run", .. maintain], key, cancellationToken);
        var mails = await ToolRun.OfAsync("promo", ["maintain", "publishOutbox", "--mails-again", .. maintain], key, cancellationToken);
        sandbox.Emulator.World.CreateBranch(sandbox.World.PrimaryAccountId, "promo-of-somebody", main, null, "somebody@acme.test");
        var swept = await ToolRun.OfAsync("promo", ["maintain", "sweepOrphanBranches", .. maintain], key, cancellationToken);
        var another = await ToolRun.OfAsync("promo", ["maintain", "rebuild", .. maintain], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", cancellationToken);

        Assert.That((slots.ExitCode, mails.ExitCode), Is.EqualTo((0, 0)), slots.Output + mails.Output);
        Assert.That((swept.ExitCode, swept.Output.Contains("promo-of-somebody", StringComparison.Ordinal)), Is.EqualTo((1, true)), swept.Output);
        Assert.That((another.ExitCode, another.Output.Contains("could not be asked", StringComparison.Ordinal)), Is.EqualTo((2, true)), another.Output);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task PromoAuditVerify_WholeCutOffAndChangedLog_IsToldByItsExitCode(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("audit-");
        var info = Path.Combine(folder.FullName, "info.json");
        var mark = Path.Combine(folder.FullName, "mark.json");
        try
        {
            await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = info }, cancellationToken);
            using var client = await SandboxClient.FromAsync(info);
            var token = (string)client.Info["personas"]!["carol"]!["token"]!;
            string[] verify = ["audit", "verify", "--host", sandbox.HostAddress, "--mark", mark];
            foreach (var group in new[] { "g-1", "g-2", "g-3" })
            {
                await client.AsAsync(
                    "carol", "manageAccess", new { kind = "DEV_ACCOUNT", action = "update", ssoGroupId = group, ssoGroupName = group, devAccountId = client.DevAccounts[0], devAccountName = "D" });
            }

            var whole = await ToolRun.OfAsync("promo", verify, token, cancellationToken);
            var byOthers = await ToolRun.OfAsync("promo", verify, (string)client.Info["personas"]!["rita"]!["token"]!, cancellationToken);
            await CutOffAsync(sandbox.EngineServices.GetRequiredService<IStateStore>(), cancellationToken);
            var cutOff = await ToolRun.OfAsync("promo", verify, token, cancellationToken);

            Assert.That((whole.ExitCode, whole.Output), Is.EqualTo((0, $"The audit log is as it was written: 3 entries.{Environment.NewLine}")));
            Assert.That(byOthers.ExitCode, Is.EqualTo(2), byOthers.Output);
            Assert.That(cutOff.ExitCode, Is.EqualTo(1), cutOff.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Somebody with access to the store removes the newest entry.
    private static async Task CutOffAsync(IStateStore store, CancellationToken cancellationToken)
    {
        var entries = await store.ReadListAsync("audit", 1, 10, cancellationToken);
        var commit = new Commit().DropList("audit");
        foreach (var entry in entries.SkipLast(1))
        {
            commit.Append("audit", entry.Value);
        }

        (await store.CommitAsync(commit, cancellationToken)).OrThrow();
    }
}

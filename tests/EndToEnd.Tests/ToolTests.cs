using System.Diagnostics;
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

        var (exitCode, output) = await RunAsync("ContractTester", ["--host", $"{sandbox.HostAddress}/fs/PromotionService"], "sandbox-connector-token", cancellationToken);

        Assert.That(output, Does.Contain("29 passed, 0 failed"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Promo_CallsAnAction_AndItsExitCodeTellsTheOutcome(CancellationToken cancellationToken)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0 }, cancellationToken);
        string[] call = ["call", "listDevPackages", "--host", sandbox.HostAddress, "--user", "flow"];

        var listed = await RunAsync("promo", [.. call, $"{{\"devAccountId\":\"{sandbox.World.MainPackage.AccountId}\"}}"], "sandbox-connector-token", cancellationToken);
        var refused = await RunAsync("promo", [.. call, "{}"], "sandbox-connector-token", cancellationToken);
        var unknown = await RunAsync("promo", ["call", "listDevPackage", "--host", sandbox.HostAddress], "t", cancellationToken);

        Assert.That(listed.ExitCode, Is.Zero, listed.Output);
        Assert.That(listed.Output, Does.Contain("Order to Cash"));
        Assert.That((refused.ExitCode, refused.Output.Contains("INVALID_REQUEST", StringComparison.Ordinal)), Is.EqualTo((1, true)));
        Assert.That((unknown.ExitCode, unknown.Output.Contains("Did you mean listDevPackages?", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string tool, string[] arguments, string token, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PROMO_TOKEN"] = token },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{tool}.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output + await errors);
    }
}

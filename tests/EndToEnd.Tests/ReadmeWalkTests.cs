using System.Diagnostics;
using System.Text.RegularExpressions;
using Sandbox;
using Testing;

namespace EndToEnd.Tests;

/// <summary>The walk in the README works when it is pasted.</summary>
public sealed partial class ReadmeWalkTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Walk_Pasted_PromotesAndThenWritesNothing(CancellationToken cancellationToken)
    {
        var bash = ExternalTool.Require("bash", "apt-get install bash");
        ExternalTool.Require("curl", "apt-get install curl");
        ExternalTool.Require("jq", "apt-get install jq");
        var folder = Directory.CreateTempSubdirectory("readme-walk-");
        try
        {
            await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0 }, cancellationToken);
            var output = await RunAsync(bash, Walk(), folder.FullName, sandbox, cancellationToken);

            Assert.Multiple(() =>
            {
                Assert.That(output, Does.Contain("0 NEW\tprocess\tOrder to Cash"));
                Assert.That(output, Does.Contain("\"componentsCreated\": 35"));
                Assert.That(output, Does.Contain("\"connectionsSkipped\": 5"));
                Assert.That(output, Does.Contain("\n35\n"), "the number of components on the branch");
                Assert.That(output, Does.Contain("\"componentsUpdated\": 35"));
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Walk()
    {
        var match = WalkBlock().Match(Repository.Read("README.md"));
        Assert.That(match.Success, Is.True, "README.md has no walk between its marks.");
        return match.Groups["walk"].Value;
    }

    private static async Task<string> RunAsync(string bash, string script, string folder, RunningSandbox sandbox, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(bash)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOST"] = sandbox.HostAddress, ["EMULATOR"] = sandbox.EmulatorAddress },
        };
        start.ArgumentList.Add("-euo");
        start.ArgumentList.Add("pipefail");
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.That(process.ExitCode, Is.Zero, $"{output}\n{await errors}");
        return output;
    }

    [GeneratedRegex("<!-- walk:begin -->\\s*```sh\\n(?<walk>.*?)```\\s*<!-- walk:end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WalkBlock();
}

using System.Diagnostics;
using System.Text.RegularExpressions;
using Sandbox;
using Testing;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>A script that a page offers for pasting, run against a sandbox of its own.</summary>
internal static class PastedWalk
{
    /// <summary>What the script between the marks <paramref name="mark"/> of <paramref name="page"/> prints. Skips the test where a program is missing that the page names.</summary>
    public static async Task<string> RunAsync(string page, string mark, CancellationToken cancellationToken)
    {
        var bash = ExternalTool.Require("bash", "apt-get install bash");
        ExternalTool.Require("curl", "apt-get install curl");
        ExternalTool.Require("jq", "apt-get install jq");
        var script = Block(page, mark);
        var folder = Directory.CreateTempSubdirectory("pasted-walk-");
        try
        {
            await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0 }, cancellationToken);
            return await RunAsync(bash, script, folder.FullName, sandbox, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The code between two marks of a page.</summary>
    public static string Block(string page, string mark)
    {
        var match = Regex.Match(
            Repository.Read(page),
            $"<!-- {Regex.Escape(mark)}:begin -->\\s*```[a-z]*\\n(?<code>.*?)```\\s*<!-- {Regex.Escape(mark)}:end -->",
            RegexOptions.Singleline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));
        Assert.That(match.Success, Is.True, $"{page} has nothing between the marks {mark}.");
        return match.Groups["code"].Value;
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
        try
        {
            await process.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            new WatchedOutput("the pasted commands").Look($"{output}\n{await errors}");
            Assert.That(process.ExitCode, Is.Zero, $"{output}\n{await errors}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

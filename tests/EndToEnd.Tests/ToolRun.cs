using System.Diagnostics;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>Runs a command-line tool as people do.</summary>
internal static class ToolRun
{
    /// <summary>Runs it to its end; <paramref name="token"/> is what it signs in with.</summary>
    public static async Task<(int ExitCode, string Output)> OfAsync(string tool, string[] arguments, string token, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PROMO_TOKEN"] = token, ["PROMO_ENGINE_KEY"] = token },
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
        var all = output + await errors;
        new WatchedOutput(tool).Look(all);
        return (process.ExitCode, all);
    }
}

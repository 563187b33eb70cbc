using System.Diagnostics;

namespace PromotionEngine.Tests.Scripts;

/// <summary>A program in place of Java that says nothing and ends only when it is ended, and that notes every time it was started.</summary>
internal sealed class SilentJava : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scripts-");

    /// <summary>Where the program is.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "java");

    /// <summary>Settings with which an engine takes it for Java and waits for it as long as it may.</summary>
    public (string Name, string Value)[] Settings => [("Scripts:Java", Path), ("Scripts:GroovyClassPath", "x"), ("Scripts:StartTimeout", "00:10:00"), ("Scripts:QueueTimeout", "00:10:00")];

    /// <summary>IDs of the processes that were started.</summary>
    public IReadOnlyList<string> Started => File.Exists(Notes) ? File.ReadAllLines(Notes) : [];

    private string Notes => System.IO.Path.Combine(_folder.FullName, "started");

    /// <summary>Makes it.</summary>
    public static async Task<SilentJava> MakeAsync()
    {
        var made = new SilentJava();

        // By another process: what this one has open for writing while a test beside it starts something cannot be run.
        using var writing = Process.Start("/bin/sh", ["-c", $"printf '#!/bin/sh\necho $$ >> {made.Notes}\nexec sleep 600\n' > {made.Path}; chmod 700 {made.Path}"]);
        await writing.WaitForExitAsync();
        return made;
    }

    /// <summary>Returns when it was started.</summary>
    public async Task UntilStartedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Started.Count == 0)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>Returns when none of them is there any more: one that was just ended may take a moment to go.</summary>
    /// <exception cref="OperationCanceledException">One is still there after two minutes.</exception>
    public async Task UntilNoneRunsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Started.Any(process => Directory.Exists($"/proc/{process}")))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

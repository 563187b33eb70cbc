using System.Collections.Concurrent;
using System.Globalization;

namespace Faults.Tests.Processes;

/// <summary>
/// What every part wrote, each with the moment it was heard: in a folder of temporary files, one for each round and part, and the newest round's also in
/// memory. The folder is left there when something was found.
/// </summary>
internal sealed class RoundLogs : IDisposable
{
    /// <summary>What the host's lines are under.</summary>
    public const string HostPart = "host";

    /// <summary>What the callers' lines are under.</summary>
    public const string CallersPart = "callers";

    /// <summary>What was done wrong is under this name.</summary>
    public const string FaultsPart = "faults";

    /// <summary>What is known of the machine is under this name.</summary>
    public const string MachinePart = "machine";

    private const int LinesShown = 250;
    private const int LongestLine = 1_500;

    // How a line of the console logger begins that tells of a failure.
    private static readonly string[] Failures = ["fail:", "crit:"];

    private readonly ConcurrentQueue<(string Part, string Line)> _round = new();
    private readonly Dictionary<string, StreamWriter> _files = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private int _number;

    /// <summary>Where the files are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("promotion-faults-").FullName;

    /// <summary>Whether the files stay when the suite is done.</summary>
    public bool IsKept { get; set; } = Environment.GetEnvironmentVariable("FAULT_LOGS") == "keep";

    /// <summary>What somebody has to see who asks why this round went as it did: what host and callers wrote, the faults, and failures of the other parts. In order of time.</summary>
    public IReadOnlyList<string> Relevant =>
    [
        .. _round
            .Where(entry => entry.Part is HostPart or CallersPart or FaultsPart or MachinePart || Failures.Any(mark => entry.Line.Contains(mark, StringComparison.Ordinal)))
            .Select(entry => entry.Line.Length > LongestLine ? $"{entry.Line[..LongestLine]} …" : entry.Line)
            .TakeLast(LinesShown),
        $"everything that was written is in {Folder}",
    ];

    /// <summary>Notes go to the files of round <paramref name="number"/> from now on.</summary>
    public void BeginRound(int number)
    {
        lock (_writing)
        {
            CloseFiles();
            _round.Clear();
            _number = number;
        }
    }

    /// <summary>Notes a line of <paramref name="part"/>.</summary>
    public void Note(string part, string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {part}: {text}");
        lock (_writing)
        {
            _round.Enqueue((part, line));
            if (!_files.TryGetValue(part, out var file))
            {
                var round = Directory.CreateDirectory(Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"round-{_number:000}")));
                file = new StreamWriter(Path.Combine(round.FullName, $"{part.Replace(' ', '-')}.log"), append: true);
                _files.Add(part, file);
            }

            file.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            CloseFiles();
        }

        if (!IsKept)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private void CloseFiles()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }

        _files.Clear();
    }
}

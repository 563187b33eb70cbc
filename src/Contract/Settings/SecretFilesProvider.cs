using Microsoft.Extensions.Configuration;

namespace Contract.Settings;

/// <summary>
/// Reads secrets from files and looks again every 10 seconds, so that a secret that is written anew, or mounted anew behind a link, takes effect without a restart.
/// A file that cannot be read leaves the value that was read last; at start it stops the program.
/// </summary>
internal sealed class SecretFilesProvider : ConfigurationProvider, IDisposable
{
    private const int LargestSecret = 64 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly string _directory;
    private readonly ITimer _timer;

    public SecretFilesProvider(IReadOnlyDictionary<string, string> files, string directory, TimeProvider clock)
    {
        _files = files;
        _directory = directory;
        _timer = clock.CreateTimer(_ => Look(), state: null, BetweenLooks, BetweenLooks);
    }

    /// <inheritdoc/>
    public override void Load()
    {
        if (_directory.Length > 0 && !Directory.Exists(_directory))
        {
            throw new InvalidOperationException($"{SecretSettings.DirectorySetting}: there is no folder {_directory}.");
        }

        foreach (var (setting, file) in _files.Where(entry => !File.Exists(entry.Value)))
        {
            throw new InvalidOperationException($"{setting}{SecretSettings.FileSuffix}: there is no file {file}.");
        }

        Data = Read();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        try
        {
            var now = Read();
            if (now.Count != Data.Count || now.Any(entry => !Data.TryGetValue(entry.Key, out var value) || !string.Equals(value, entry.Value, StringComparison.Ordinal)))
            {
                Data = now;
                OnReload();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Being written at this moment, perhaps; the next look will tell.
        }
    }

    private Dictionary<string, string?> Read()
    {
        var read = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (_directory.Length > 0)
        {
            // Names that begin with dots are the mounting's own.
            foreach (var file in Directory.EnumerateFiles(_directory).Where(file => !Path.GetFileName(file).StartsWith('.')))
            {
                read[Path.GetFileName(file).Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = Text(file);
            }
        }

        foreach (var (setting, file) in _files)
        {
            read[setting] = Text(file);
        }

        return read;
    }

    private static string Text(string file)
    {
        var info = new FileInfo(file);
        return info.Length <= LargestSecret
            ? File.ReadAllText(file).TrimEnd('\r', '\n')
            : throw new IOException($"{info.Name} is larger than {LargestSecret} bytes and cannot be a secret.");
    }
}

namespace Testing;

public sealed partial class RedisServer
{
    private const string AppendOnly = "appendonlydir";

    /// <summary>Copies the append-only file, as an operator does who makes a backup, while the server goes on.</summary>
    /// <returns>The folder with the copy, below the server's own.</returns>
    public string BackUp()
    {
        var copy = Path.Combine(_folder, $"backup-{Guid.NewGuid():n}");
        CopyFiles(Path.Combine(_folder, AppendOnly), copy);
        return copy;
    }

    /// <summary>Ends the server, puts a copy that <see cref="BackUp"/> made in the place of its append-only file, and starts it again.</summary>
    public async Task RestoreAsync(string copy)
    {
        Kill();
        Directory.Delete(Path.Combine(_folder, AppendOnly), recursive: true);
        CopyFiles(copy, Path.Combine(_folder, AppendOnly));
        await LaunchAsync();
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}

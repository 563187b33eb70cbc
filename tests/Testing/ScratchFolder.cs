namespace Testing;

/// <summary>Folders for the data of servers that tests start.</summary>
internal static class ScratchFolder
{
    private const string InMemory = "/dev/shm";
    private const long Enough = 2L << 30;

    /// <summary>
    /// Makes a folder of its own: in memory where the machine has plenty of it, else among the temporary files.
    /// A server that syncs every write waits for the machine's disk, whatever else is being written there, and a minute of that is no finding;
    /// killing a server loses nothing of either.
    /// </summary>
    /// <param name="prefix">What its name begins with.</param>
    public static string Create(string prefix)
    {
        if (!Directory.Exists(InMemory) || new DriveInfo(InMemory).AvailableFreeSpace < Enough)
        {
            return Directory.CreateTempSubdirectory(prefix).FullName;
        }

        return Directory.CreateDirectory(Path.Combine(InMemory, prefix + Path.GetRandomFileName())).FullName;
    }
}

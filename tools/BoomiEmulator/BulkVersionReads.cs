namespace BoomiEmulator;

/// <summary>What a bulk read of components answers for an id with a version suffix.</summary>
public enum BulkVersionReads
{
    /// <summary>The version that was asked for.</summary>
    AskedVersion,

    /// <summary>The latest version on main, whatever was asked for.</summary>
    LatestVersion,

    /// <summary>An entry with status 400.</summary>
    Refused,
}

namespace BoomiEmulator.Platform;

/// <summary>What a Platform API call does with its object.</summary>
internal enum PlatformAction
{
    /// <summary>No such combination of verb and path.</summary>
    None,

    /// <summary>POST on the object.</summary>
    Create,

    /// <summary>GET with an id.</summary>
    Get,

    /// <summary>POST with an id.</summary>
    Update,

    /// <summary>DELETE with an id.</summary>
    Delete,

    /// <summary>POST on <c>query</c>.</summary>
    Query,

    /// <summary>POST on <c>queryMore</c>.</summary>
    QueryMore,

    /// <summary>POST on <c>bulk</c>.</summary>
    Bulk,

    /// <summary>POST on <c>execute</c> with an id.</summary>
    Execute,
}

using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>A Platform API call with everything that a resource needs to answer it.</summary>
internal sealed record PlatformCall
{
    /// <summary>The state.</summary>
    public required World World { get; init; }

    /// <summary>The account that is operated on.</summary>
    public required string AccountId { get; init; }

    /// <summary>The account in the path.</summary>
    public required string PathAccountId { get; init; }

    /// <summary>The address of the caller, for createdBy and modifiedBy.</summary>
    public required string User { get; init; }

    /// <summary>The id in the path, or empty.</summary>
    public required string Id { get; init; }

    /// <summary>The body as text, without a byte-order mark.</summary>
    public required string Body { get; init; }

    /// <summary>Scheme, host and port that the caller used.</summary>
    public required string Address { get; init; }

    /// <summary>Whether the body is JSON; otherwise it is XML.</summary>
    public required bool JsonBody { get; init; }

    /// <summary>Settings as they were when the call came.</summary>
    public required EmulatorSettings Settings { get; init; }

    /// <summary>The body as a tree.</summary>
    /// <param name="root">The root element's name when it is XML.</param>
    /// <exception cref="PlatformRefusal">The body is not readable.</exception>
    public RequestNode Read(string root) => JsonBody ? RequestReader.Json(Body) : RequestReader.OfXml(Body, root);

    /// <summary>The part of the id before the tilde, and the part after it or null.</summary>
    public (string Id, string? Suffix) SplitId() => Split(Id);

    /// <summary>Splits an id at its tilde.</summary>
    public static (string Id, string? Suffix) Split(string id)
    {
        var tilde = id.IndexOf('~', StringComparison.Ordinal);
        return tilde < 0 ? (id, null) : (id[..tilde], id[(tilde + 1)..]);
    }
}

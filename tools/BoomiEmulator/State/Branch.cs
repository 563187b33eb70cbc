namespace BoomiEmulator.State;

/// <summary>A branch of an account's components.</summary>
public sealed record Branch
{
    /// <summary>Unpadded base64 of <c>B:n</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name people use.</summary>
    public required string Name { get; init; }

    /// <summary>The branch it was cut from; null for main.</summary>
    public string? ParentId { get; init; }

    /// <summary>The account's moment at which it was cut: later revisions of the parent are not seen from here.</summary>
    public long Point { get; init; }

    /// <summary>The package it was created from, if it was.</summary>
    public string? PackageId { get; init; }

    /// <summary>The deployment it was created from, if it was.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>When creation is finished.</summary>
    public DateTimeOffset ReadyAt { get; init; }

    /// <summary>Whether it was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>Seen on main only.</summary>
    public string? Description { get; init; }

    /// <summary>Who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedDate { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ModifiedBy { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset ModifiedDate { get; init; }

    /// <summary>Whether it is the account's main branch.</summary>
    public bool IsMain => ParentId is null;

    /// <summary>Whether its creation is finished at <paramref name="now"/>.</summary>
    public bool IsReady(DateTimeOffset now) => now >= ReadyAt;
}

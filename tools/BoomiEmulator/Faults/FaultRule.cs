namespace BoomiEmulator.Faults;

/// <summary>
/// When a fault happens and what it does. All conditions that are set must hold. Without <see cref="Nth"/>, <see cref="Every"/> and
/// <see cref="Probability"/> every matching request is hit.
/// </summary>
public sealed record FaultRule
{
    /// <summary>A name for lists and the journal.</summary>
    public string? Name { get; init; }

    /// <summary>The verb, in any case.</summary>
    public string? Method { get; init; }

    /// <summary>A pattern for the whole path without query, in any case; * stands for anything, ? for one character.</summary>
    public string? Path { get; init; }

    /// <summary>A regular expression searched in the path with query.</summary>
    public string? PathRegex { get; init; }

    /// <summary>The account that is operated on.</summary>
    public string? Account { get; init; }

    /// <summary>A pattern for the operation, such as <c>Component.*</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Only the nth matching request, from 1.</summary>
    public int? Nth { get; init; }

    /// <summary>Every nth matching request.</summary>
    public int? Every { get; init; }

    /// <summary>Each matching request with this probability, 0 to 1, decided by the plan's seed and the number of the match.</summary>
    public double? Probability { get; init; }

    /// <summary>At most so many times.</summary>
    public int? Times { get; init; }

    /// <summary>What it does.</summary>
    public FaultEffect Effect { get; init; }

    /// <summary>The status of <see cref="FaultEffect.Status"/>.</summary>
    public int Status { get; init; } = 503;

    /// <summary>The body of <see cref="FaultEffect.Status"/>; null is the platform's busy text in the form that the caller accepts.</summary>
    public string? Body { get; init; }

    /// <summary>The media type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>Seconds of a Retry-After header with <see cref="FaultEffect.Status"/>; null sends none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Milliseconds before anything happens; with <see cref="FaultEffect.SlowDrip"/> between the pieces.</summary>
    public int DelayMs { get; init; }

    /// <summary>Bytes of a piece of <see cref="FaultEffect.SlowDrip"/>.</summary>
    public int PieceBytes { get; init; } = 64;

    /// <summary>Milliseconds that <see cref="FaultEffect.ExpireToken"/> lasts.</summary>
    public int DurationMs { get; init; } = 1000;
}

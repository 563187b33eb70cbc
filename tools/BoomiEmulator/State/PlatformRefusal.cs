namespace BoomiEmulator.State;

/// <summary>A refusal in the platform's own words; the Platform API answers it with <see cref="Status"/> and an error body.</summary>
public sealed class PlatformRefusal : Exception
{
    /// <summary>A refusal with status 400 and no words.</summary>
    public PlatformRefusal()
        : this(400, string.Empty)
    {
    }

    /// <summary>A refusal with status 400 that has a cause.</summary>
    public PlatformRefusal(string message, Exception innerException)
        : base(message, innerException) => Status = 400;

    /// <summary>A refusal with status 400.</summary>
    public PlatformRefusal(string message)
        : this(400, message)
    {
    }

    /// <summary>A refusal with any status.</summary>
    public PlatformRefusal(int status, string message)
        : base(message) => Status = status;

    /// <summary>The HTTP status it is answered with.</summary>
    public int Status { get; }
}

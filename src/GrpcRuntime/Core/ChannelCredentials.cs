namespace Grpc.Core;

/// <summary>Whether a channel is secure. Identity of callers is metadata, not part of this.</summary>
public abstract class ChannelCredentials
{
    /// <summary>TLS with the checks of the channel's HTTP handler.</summary>
    public static ChannelCredentials SecureSsl { get; } = new Fixed(isSecure: true);

    /// <summary>Cleartext.</summary>
    public static ChannelCredentials Insecure { get; } = new Fixed(isSecure: false);

    internal abstract bool IsSecure { get; }

    private sealed class Fixed(bool isSecure) : ChannelCredentials
    {
        internal override bool IsSecure => isSecure;
    }
}

namespace Grpc.AspNetCore.Server;

/// <summary>What the endpoints of this server have been mapped from so far.</summary>
internal sealed class MappedServices
{
    /// <summary>Whether the endpoint for calls that hit no method is there.</summary>
    public bool FallbackIsMapped { get; set; }
}

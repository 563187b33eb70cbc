namespace Contract.Calls;

/// <summary>What <see cref="SignedCallsExtensions.UseSignedCalls"/> demands.</summary>
public sealed class SignedCallsOptions
{
    /// <summary>Largest body that is read, in bytes; a larger one answers RESOURCE_EXHAUSTED.</summary>
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Paths that begin with one of these need no signature. The health service tells nothing but whether the engine is up, and probes cannot sign.</summary>
    public IList<string> UnsignedPaths { get; } = ["/grpc.health.v1.Health/"];
}

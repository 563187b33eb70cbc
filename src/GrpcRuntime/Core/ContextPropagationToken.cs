namespace Grpc.Core;

/// <summary>What <see cref="ServerCallContext.CreatePropagationToken"/> would make. This runtime makes none: pass deadline and token on by hand.</summary>
public abstract class ContextPropagationToken
{
    private protected ContextPropagationToken()
    {
    }
}

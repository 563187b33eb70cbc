using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Stands on the endpoint of every method, for middleware that wants to know what is called.</summary>
public sealed class GrpcMethodMetadata
{
    /// <summary>Names service and method.</summary>
    public GrpcMethodMetadata(Type serviceType, IMethod method)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        ArgumentNullException.ThrowIfNull(method);
        ServiceType = serviceType;
        Method = method;
    }

    /// <summary>The class that handles the method.</summary>
    public Type ServiceType { get; }

    /// <summary>The method.</summary>
    public IMethod Method { get; }
}

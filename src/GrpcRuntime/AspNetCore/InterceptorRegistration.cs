using System.Diagnostics.CodeAnalysis;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>One interceptor of the server, made anew for every call unless the services hold it.</summary>
public class InterceptorRegistration
{
    private readonly object[] _arguments;
    private readonly Lazy<ObjectFactory> _factory;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        Type = type;
        _arguments = arguments;
        _factory = new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]));
    }

    /// <summary>The class of the interceptor.</summary>
    public Type Type { get; }

    /// <summary>Arguments for its constructor, beside those that the services supply.</summary>
    public IReadOnlyList<object> Arguments => _arguments;

    /// <summary>An interceptor for one call, and whether it is to be disposed with the call.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The pipeline disposes what it is told to own.")]
    internal (Interceptor Interceptor, bool Owned) Activate(IServiceProvider services) =>
        _arguments.Length == 0 && services.GetService(Type) is Interceptor registered
            ? (registered, false)
            : ((Interceptor)_factory.Value(services, _arguments), true);
}

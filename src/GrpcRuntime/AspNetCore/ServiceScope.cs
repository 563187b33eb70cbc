using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>The service and the interceptors of one call. What is made here ends here; what the services hold is theirs.</summary>
internal sealed class ServiceScope<TService>(IServiceProvider services, IReadOnlyList<InterceptorRegistration> registrations) : IAsyncDisposable
    where TService : class
{
    private static readonly ObjectFactory<TService> Factory = ActivatorUtilities.CreateFactory<TService>([]);

    private readonly List<object> _owned = [];

    /// <summary>The service. Made when the innermost interceptor goes on, so that a refused call makes none.</summary>
    public TService Service()
    {
        if (services.GetService<TService>() is { } registered)
        {
            return registered;
        }

        var service = Factory(services, arguments: null);
        _owned.Add(service);
        return service;
    }

    /// <summary>Wraps <paramref name="innermost"/> into one step for every interceptor; <paramref name="wrap"/> makes a step.</summary>
    public TStep Pipeline<TStep>(TStep innermost, Func<Interceptor, TStep, TStep> wrap)
    {
        var step = innermost;
        for (var index = registrations.Count - 1; index >= 0; index--)
        {
            var (interceptor, owned) = registrations[index].Activate(services);
            if (owned)
            {
                _owned.Add(interceptor);
            }

            step = wrap(interceptor, step);
        }

        return step;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Enumerable.Reverse(_owned))
        {
            switch (instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }
}

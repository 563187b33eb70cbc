using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes one endpoint per rpc that the generated <c>BindService</c> of a service names.</summary>
internal sealed class EndpointBinder<TService>(IEndpointRouteBuilder builder) : ServiceBinderBase
    where TService : class
{
    private readonly List<IEndpointConventionBuilder> _endpoints = [];
    private readonly ServerCallSettings _settings = Settings(builder.ServiceProvider);

    /// <summary>Maps the endpoints. Throws <see cref="InvalidOperationException"/> when the class has no generated base.</summary>
    public IReadOnlyList<IEndpointConventionBuilder> Bind()
    {
        var attribute = typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException($"{typeof(TService)} is not derived from the generated base of a gRPC service.");
        var bind = attribute.BindType
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .FirstOrDefault(method => method.Name == attribute.BindMethodName
                && method.GetParameters() is [var binder, var service]
                && binder.ParameterType == typeof(ServiceBinderBase)
                && service.ParameterType.IsAssignableFrom(typeof(TService)))
            ?? throw new InvalidOperationException($"{attribute.BindType} has no method {attribute.BindMethodName} that takes a binder and a service.");
        bind.Invoke(obj: null, [this, null]);
        return _endpoints;
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (member, invoke) = Find<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method.Name, typeof(TRequest), typeof(ServerCallContext));
        Map(method, member, new UnaryCallHandler<TService, TRequest, TResponse>(method, invoke, _settings).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (member, invoke) = Find<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method.Name, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Map(method, member, new ServerStreamingCallHandler<TService, TRequest, TResponse>(method, invoke, _settings).HandleAsync);
    }

    // Streams of requests are beyond this runtime; the caller is told so by the answer to an unknown method.
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, typeof(TService), UnknownMethodEndpoint.AnswerAsync);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, typeof(TService), UnknownMethodEndpoint.AnswerAsync);

    private static ServerCallSettings Settings(IServiceProvider services)
    {
        // Options of its own are set up only for services that AddServiceOptions named.
        var ofService = services.GetServices<IConfigureOptions<GrpcServiceOptions<TService>>>().Any();
        var options = ofService
            ? services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value
            : services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        return new ServerCallSettings(
            options.MaxReceiveMessageSize,
            options.MaxSendMessageSize,
            options.EnableDetailedErrors ?? false,
            [.. options.Interceptors],
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TService)));
    }

    private static (MethodInfo Member, TDelegate Invoke) Find<TDelegate>(string name, params Type[] parameters)
        where TDelegate : Delegate
    {
        var member = typeof(TService).GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService)} has no method {name} of the generated signature.");
        return (member, member.CreateDelegate<TDelegate>());
    }

    private void Map(IMethod method, MemberInfo member, RequestDelegate handler)
    {
        var pattern = RoutePatternFactory.Parse(method.FullName);
        var endpoint = builder.Map(pattern, handler);
        endpoint.Add(target =>
        {
            target.DisplayName = "gRPC - " + method.FullName;
            target.Metadata.Add(new GrpcMethodMetadata(typeof(TService), method));
            target.Metadata.Add(new HttpMethodMetadata([HttpMethods.Post], acceptCorsPreflight: true));
            foreach (var attribute in typeof(TService).GetCustomAttributes(inherit: true))
            {
                target.Metadata.Add(attribute);
            }

            foreach (var attribute in member is Type ? [] : member.GetCustomAttributes(inherit: true))
            {
                target.Metadata.Add(attribute);
            }
        });
        _endpoints.Add(endpoint);
    }
}

using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server;

/// <summary>Lets a route match gRPC requests only, so that the fallback takes no other request from the application's own routes.</summary>
internal sealed class GrpcContentTypeConstraint : IRouteConstraint
{
    public const string Name = "grpccontent";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null && ProtocolNames.IsGrpcContentType(httpContext.Request.ContentType);
}

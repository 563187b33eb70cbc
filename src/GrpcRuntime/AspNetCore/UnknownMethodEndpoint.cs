using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server;

/// <summary>Answers gRPC requests that no method takes.</summary>
internal static class UnknownMethodEndpoint
{
    public static void Map(IEndpointRouteBuilder builder) =>
        builder.MapMethods("{**grpcPath:" + GrpcContentTypeConstraint.Name + "}", [HttpMethods.Post], AnswerAsync)
            .WithDisplayName("gRPC - unknown method")
            .Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);

    public static Task AnswerAsync(HttpContext context) =>
        RequestChecks.Refuse(context, out var refusal)
            ? refusal
            : RequestChecks.AnswerAsync(context, new Status(StatusCode.Unimplemented, "This server has no such method."));
}

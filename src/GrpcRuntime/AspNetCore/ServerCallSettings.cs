using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>What the calls of one service have in common.</summary>
internal sealed record ServerCallSettings(
    int? MaxReceiveMessageSize,
    int? MaxSendMessageSize,
    bool EnableDetailedErrors,
    IReadOnlyList<InterceptorRegistration> Interceptors,
    TimeProvider TimeProvider,
    ILogger Logger);

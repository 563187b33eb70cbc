using System.Diagnostics.CodeAnalysis;

namespace Grpc.AspNetCore.Server;

/// <summary>How the server treats the calls of one service. Starts as a copy of the options for all.</summary>
[SuppressMessage("Design", "MA0048:File name must match type name", Justification = "GrpcServiceOptions.cs holds the class without a parameter.")]
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;

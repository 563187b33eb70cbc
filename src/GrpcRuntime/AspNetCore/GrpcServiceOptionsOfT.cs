using System.Diagnostics.CodeAnalysis;

namespace Grpc.AspNetCore.Server;

/// <summary>How the server treats the calls of one service. Starts as a copy of the options for all.</summary>
[SuppressMessage("Design", "MA0048:File name must match type name", Justification = "GrpcServiceOptions.cs holds the class without a parameter.")]
[SuppressMessage("Major Code Smell", "S2326:Unused type parameters should be removed", Justification = "The parameter keeps the options of services apart.")]
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;

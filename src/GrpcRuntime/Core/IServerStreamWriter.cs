namespace Grpc.Core;

/// <summary>The responses of a server streaming call, on the server.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

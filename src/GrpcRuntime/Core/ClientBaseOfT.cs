using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>The base of the generated client <typeparamref name="T"/>.</summary>
[SuppressMessage("Design", "MA0048:File name must match type name", Justification = "ClientBase.cs holds the class without a parameter.")]
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For mocks: a client that cannot call.</summary>
    protected ClientBase()
    {
    }

    /// <summary>A client with a configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>A client on a channel.</summary>
    protected ClientBase(ChannelBase channel)
        : base(channel)
    {
    }

    /// <summary>A client on an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>The same client addressing <paramref name="host"/>.</summary>
    public T WithHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return NewInstance(Configuration.WithHost(host));
    }

    /// <summary>Makes a client of the same kind.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}

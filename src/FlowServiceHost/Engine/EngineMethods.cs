using System.Collections.Frozen;
using Contract.Actions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace FlowServiceHost.Engine;

/// <summary>The gRPC method of every action, made from its descriptor.</summary>
public sealed class EngineMethods
{
    private readonly FrozenDictionary<string, Method<IMessage, IMessage>> _methods;

    /// <summary>Makes the methods of all actions of <paramref name="catalogue"/>.</summary>
    public EngineMethods(ActionCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        _methods = catalogue.Actions.ToFrozenDictionary(action => action.Name, Create, StringComparer.Ordinal);
    }

    /// <summary>The method of <paramref name="action"/>.</summary>
    public Method<IMessage, IMessage> Of(ActionDefinition action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _methods[action.Name];
    }

    private static Method<IMessage, IMessage> Create(ActionDefinition action) => new(
        MethodType.Unary, action.Service, action.Method.Name, MarshallerOf(action.Request.Descriptor), MarshallerOf(action.Response.Descriptor));

    private static Marshaller<IMessage> MarshallerOf(MessageDescriptor descriptor) =>
        Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => descriptor.Parser.ParseFrom(bytes));
}

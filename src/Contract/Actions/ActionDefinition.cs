using Google.Protobuf.Reflection;

namespace Contract.Actions;

/// <summary>A message action, as its rpc and the options beside it describe it.</summary>
public sealed class ActionDefinition
{
    internal ActionDefinition(MethodDescriptor method, PromotionService.V1.Action option, MessageDefinition request, MessageDefinition response)
    {
        Method = method;
        Name = option.Name;
        Process = option.Process;
        Summary = option.Summary;
        Writes = option.Writes;
        Request = request;
        Response = response;
    }

    /// <summary>Name in paths and metadata, for example <c>executePromotion</c>.</summary>
    public string Name { get; }

    /// <summary>Letter of the documented process, for example <c>C</c>; empty for an action of our own.</summary>
    public string Process { get; }

    /// <summary>One sentence for people who look for the action.</summary>
    public string Summary { get; }

    /// <summary>Whether the action changes anything.</summary>
    public bool Writes { get; }

    /// <summary>The rpc.</summary>
    public MethodDescriptor Method { get; }

    /// <summary>Full name of the gRPC service, for example <c>promotion.v1.Promotions</c>.</summary>
    public string Service => Method.Service.FullName;

    /// <summary>The HTTP/2 path of the rpc, for example <c>/promotion.v1.Promotions/ExecutePromotion</c>.</summary>
    public string MethodPath => $"/{Service}/{Method.Name}";

    /// <summary>What a caller sends.</summary>
    public MessageDefinition Request { get; }

    /// <summary>What the caller gets; the fields 1 to 3 are the envelope.</summary>
    public MessageDefinition Response { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

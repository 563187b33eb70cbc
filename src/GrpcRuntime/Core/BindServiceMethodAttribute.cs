namespace Grpc.Core;

/// <summary>Stands on the generated base class of a service and says which static method binds its rpcs.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class BindServiceMethodAttribute : Attribute
{
    /// <summary>Names the method.</summary>
    public BindServiceMethodAttribute(Type bindType, string bindMethodName)
    {
        BindType = bindType;
        BindMethodName = bindMethodName;
    }

    /// <summary>The type that holds the method.</summary>
    public Type BindType { get; }

    /// <summary>Name of the static method; it takes a <see cref="ServiceBinderBase"/> and an instance of the base class.</summary>
    public string BindMethodName { get; }
}

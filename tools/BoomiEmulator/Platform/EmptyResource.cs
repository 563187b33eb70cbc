using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>An object that other clients probe and of which the emulator has none: every query is empty.</summary>
internal sealed class EmptyResource(string name) : Resource
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override PlatformAnswer Query(PlatformCall call)
    {
        _ = call.Read("QueryConfig");
        return PlatformAnswer.Ok(new WireObject("QueryResult").Attribute("numberOfResults", 0));
    }
}

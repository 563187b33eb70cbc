using BoomiEmulator.Extensions;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>EnvironmentMapExtension: what subscribers add to a map. An update replaces the whole extension.</summary>
internal sealed class EnvironmentMapExtensionResource : Resource
{
    /// <inheritdoc/>
    public override string Name => "EnvironmentMapExtension";

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call) => PlatformAnswer.Ok(MapExtensionAnswer.Write(
        call.World.UpdateMapExtension(call.AccountId, call.Id, ExtensionJson.Read(call.Body, call.JsonBody, Name))));

    /// <summary>Importing the profiles anew finds them as they were.</summary>
    public override PlatformAnswer Execute(PlatformCall call) => Get(call);

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => MapExtensionAnswer.Write(call.World.MapExtension(call.AccountId, id));
}

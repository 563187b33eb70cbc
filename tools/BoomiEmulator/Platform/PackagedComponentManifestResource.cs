using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>PackagedComponentManifest: the revisions that a package froze.</summary>
internal sealed class PackagedComponentManifestResource : Resource
{
    /// <inheritdoc/>
    public override string Name => "PackagedComponentManifest";

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id)
    {
        var package = call.World.Package(call.AccountId, id);
        return new WireObject("PackagedComponentManifest")
            .Attribute("packageId", package.PackageId)
            .List("componentInfo", [.. package.Items.Select(static item =>
                new WireObject("ComponentInfo").Attribute("id", item.Id).Attribute("version", item.Version))]);
    }
}

using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>ReleaseIntegrationPack: asks for a release, or changes one that has not started. Nothing can be read back here.</summary>
internal sealed class ReleaseIntegrationPackResource : Resource
{
    /// <inheritdoc/>
    public override string Name => "ReleaseIntegrationPack";

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var request = Request(call.Read(Name));
        return PlatformAnswer.Ok(Write(call, call.World.ReleasePack(call.AccountId, request, call.User)));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call) =>
        PlatformAnswer.Ok(Write(call, call.World.ChangeRelease(call.AccountId, call.Id, Request(call.Read(Name)))));

    /// <summary>The members that a release and its status share.</summary>
    internal static WireObject Write(string type, PlatformCall call, PackRelease release)
    {
        var pack = call.World.Packs(call.AccountId).FirstOrDefault(view => view.Pack.Id == release.PackId)?.Pack;
        return new WireObject(type)
            .Attribute("name", pack?.Name)
            .Attribute("installationType", pack?.InstallationType)
            .Attribute("releaseSchedule", release.Schedule)
            .Attribute("releaseOnDate", release.ReleaseOnDate)
            .Attribute("requestId", release.RequestId);
    }

    private static ReleaseRequest Request(RequestNode body) => new(
        body.Filled("id"),
        body.Filled("releaseSchedule"),
        body.Filled("releaseOnDate"),
        [.. body["ReleasePackagedComponents"]?.All("ReleasePackagedComponent")
            .Select(static entry => (entry.Filled("componentId"), entry.Filled("version"))) ?? []]);

    private static WireObject Write(PlatformCall call, PackRelease release) => Write("ReleaseIntegrationPack", call, release)
        .Attribute("id", release.PackId)
        .Attribute("releaseStatusUrl", $"{call.Address}/api/rest/v1/{call.AccountId}/ReleaseIntegrationPackStatus/{release.RequestId}")
        .Object("ReleasePackagedComponents", new WireObject("ReleasePackagedComponents")
            .List("ReleasePackagedComponent", [.. release.Packages.Select(static package => new WireObject("ReleasePackagedComponent")
                .Attribute("componentId", package.ComponentId)
                .Attribute("version", package.PackageVersion)
                .Attribute("releasedVersion", package.PackageVersion))]));
}

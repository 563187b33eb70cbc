using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>ReleaseIntegrationPackStatus: 202 while a release is scheduled or running, 200 when it is finished.</summary>
internal sealed class ReleaseIntegrationPackStatusResource : Resource
{
    /// <inheritdoc/>
    public override string Name => "ReleaseIntegrationPackStatus";

    /// <inheritdoc/>
    public override PlatformAnswer Get(PlatformCall call)
    {
        var release = call.World.PackRelease(call.AccountId, call.Id);
        var status = release.StatusAt(call.World.Clock);
        var code = status switch
        {
            "SUCCESS" => 200,
            "ERROR" => call.Settings.Switches.FailedReleaseStatusCode,
            _ => 202,
        };
        if (code == 202 && call.Settings.Switches.RunningReleaseStatusEmpty)
            return new PlatformAnswer(code, Body: null, Text: string.Empty);

        var answer = ReleaseIntegrationPackResource.Write(Name, call, release)
            .Attribute("integrationPackId", release.PackId)
            .Attribute("releaseStatus", status)
            .Attribute("responseStatusCode", code)
            .Object("ReleasePackagedComponents", new WireObject("ReleasePackagedComponents")
                .List("ReleasePackagedComponent", [.. release.Packages.Select(package => new WireObject("ReleasePackagedComponent")
                    .Attribute("componentId", package.ComponentId)
                    .Attribute("releasedVersion", status == "SUCCESS" ? package.PackageVersion : null))]));
        return new PlatformAnswer(code, answer);
    }
}

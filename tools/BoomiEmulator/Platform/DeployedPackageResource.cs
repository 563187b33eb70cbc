using System.Globalization;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>DeployedPackage: packages deployed inside one account; integration packs never go this way.</summary>
internal sealed class DeployedPackageResource(QueryPages pages) : QueryResource<(Deployment Deployment, Package Package)>(pages)
{
    /// <inheritdoc/>
    public override string Name => "DeployedPackage";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } =
    [
        "uid", "notes", "current", "packageNotes", "active", "componentId", "componentVersion", "componentName", "componentType", "deployedBy",
        "deployedDate", "deploymentId", "environmentId", "environmentName", "packageId", "packageVersion", "version", "accountId", "branch",
    ];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        var deployed = call.World.CreateDeployment(
            call.AccountId,
            new DeploymentRequest(
                body.Filled("environmentId"), body.Filled("packageId"), body.Filled("componentId"), body.Text("notes"), body.Filled("listenerStatus")),
            call.User);
        return PlatformAnswer.Ok(Read(call, deployed.DeploymentId));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.Undeploy(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call.World.Deployment(call.AccountId, id), quoted: false);

    /// <inheritdoc/>
    protected override IEnumerable<(Deployment Deployment, Package Package)> Rows(PlatformCall call, FilterExpression filter) =>
        call.World.Deployments(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, (Deployment Deployment, Package Package) row, string property) => property switch
    {
        "notes" => row.Deployment.Notes,
        "packageNotes" => row.Package.Notes,
        "active" or "current" => row.Deployment.Active,
        "componentId" => row.Package.ComponentId,
        "componentVersion" => row.Package.ComponentVersion,
        "componentName" => call.World.Component(call.AccountId, row.Package.ComponentId, row.Package.ComponentVersion.ToString(CultureInfo.InvariantCulture)).Name,
        "componentType" => row.Package.ComponentType,
        "deployedBy" => row.Deployment.DeployedBy,
        "deployedDate" => row.Deployment.DeployedDate,
        "deploymentId" or "uid" => row.Deployment.DeploymentId,
        "environmentId" => row.Deployment.EnvironmentId,
        "environmentName" => call.World.Environments(call.AccountId).FirstOrDefault(one => one.Id == row.Deployment.EnvironmentId)?.Name,
        "packageId" => row.Package.PackageId,
        "packageVersion" => row.Package.PackageVersion,
        "version" => row.Deployment.Version,
        "accountId" => call.AccountId,
        "branch" => row.Package.BranchName,
        _ => null,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, (Deployment Deployment, Package Package) row) => Write(row, quoted: true);

    private static WireObject Write((Deployment Deployment, Package Package) row, bool quoted)
    {
        var (deployment, package) = row;
        return new WireObject("DeployedPackage")
            .Element("deploymentId", deployment.DeploymentId)
            .Element("version", deployment.Version)
            .Element("packageId", package.PackageId)
            .Element("packageVersion", package.PackageVersion)
            .Element("environmentId", deployment.EnvironmentId)
            .Element("componentId", package.ComponentId)
            .Element("componentVersion", quoted ? package.ComponentVersion.ToString(CultureInfo.InvariantCulture) : package.ComponentVersion)
            .Element("componentType", package.ComponentType)
            .Element("deployedDate", deployment.DeployedDate)
            .Element("deployedBy", deployment.DeployedBy)
            .Element("notes", deployment.Notes)
            .Element("active", deployment.Active)
            .Element("branchName", package.BranchName)
            .Element("listenerStatus", deployment.ListenerStatus)
            .Element("message", string.Empty);
    }
}

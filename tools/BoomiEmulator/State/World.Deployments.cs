namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>Seeds a deployment of a package; the environment need not exist.</summary>
    public Deployment AddDeployment(string accountId, string packageId, string environmentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return Deploy(state, PackageOrRefuse(state, packageId), environmentId, SeedUser);
        }
    }

    /// <summary>Deploys a package, or a component, which is packaged first: its newest revision on any branch.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="request">What to deploy and where.</param>
    /// <param name="user">Who.</param>
    public Deployment CreateDeployment(string accountId, DeploymentRequest request, string user)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var state = State(accountId);
            var environment = EnvironmentOrRefuse(state, request.EnvironmentId);
            var package = request.PackageId is not null ? PackageOrRefuse(state, request.PackageId) : PackageNewest(state, request.ComponentId, user);
            if (package.Deleted)
                throw new PlatformRefusal($"Package id {package.PackageId} is invalid: it is deleted.");

            if (state.Deployments.Values.Any(one => one.Active && one.EnvironmentId == environment.Id && one.PackageId == package.PackageId))
                throw new PlatformRefusal($"The deployment is a duplicate: package {package.PackageId} is deployed to environment {environment.Id} already.");

            var deployed = Deploy(state, package, environment.Id, user) with { Notes = request.Notes ?? string.Empty };
            if (request.ListenerStatus is "RUNNING" or "PAUSED")
                deployed = deployed with { ListenerStatus = request.ListenerStatus };

            return state.Deployments[deployed.DeploymentId] = deployed;
        }
    }

    /// <summary>Undeploys.</summary>
    public void Undeploy(string accountId, string deploymentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var deployment = DeploymentOrRefuse(state, deploymentId);
            if (!deployment.Active)
                throw new PlatformRefusal($"Deployment id {deploymentId} is not active.");

            state.Deployments[deployment.DeploymentId] = deployment with { Active = false };
        }
    }

    /// <summary>A deployment with its package.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id.</exception>
    public (Deployment Deployment, Package Package) Deployment(string accountId, string deploymentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var deployment = DeploymentOrRefuse(state, deploymentId);
            return (deployment, state.Packages[deployment.PackageId]);
        }
    }

    /// <summary>All deployments of an account with their packages, inactive ones too.</summary>
    public IReadOnlyList<(Deployment Deployment, Package Package)> Deployments(string accountId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return [.. state.Deployments.Values.Select(deployment => (deployment, state.Packages[deployment.PackageId]))];
        }
    }

    private static Deployment DeploymentOrRefuse(AccountState state, string deploymentId) =>
        state.Deployments.GetValueOrDefault(deploymentId) ?? throw new PlatformRefusal($"Deployment id {deploymentId} is invalid.");

    private Deployment Deploy(AccountState state, Package package, string environmentId, string user)
    {
        var earlier = state.Deployments.Values
            .Where(one => one.EnvironmentId == environmentId && state.Packages[one.PackageId].ComponentId == package.ComponentId)
            .ToList();
        foreach (var one in earlier)
            state.Deployments[one.DeploymentId] = one with { Active = false };

        var deployment = new Deployment(NextGuid(), package.PackageId, environmentId, Active: true)
        {
            Version = earlier.Count + 1,
            DeployedBy = user,
            DeployedDate = Now,
        };
        state.Deployments.Add(deployment.DeploymentId, deployment);
        return deployment;
    }

    private Package PackageNewest(AccountState state, string? componentId, string user)
    {
        var newest = (componentId is null ? null : state.Components.GetValueOrDefault(componentId))?.Newest;
        if (newest is null || newest.Deleted)
            throw InvalidComponent(componentId ?? string.Empty);

        return CreatePackage(
            state.Account.Id,
            new PackageRequest { ComponentId = newest.ComponentId, BranchName = state.Branches[newest.BranchId].Name },
            user);
    }
}

namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>Seeds an environment.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="name">Its name.</param>
    /// <param name="classification">PROD or TEST.</param>
    /// <param name="environmentId">Its GUID; null generates one.</param>
    public AccountEnvironment AddEnvironment(string accountId, string name, string classification, string? environmentId = null)
    {
        lock (_gate)
        {
            var environment = CreateEnvironment(accountId, name, classification);
            if (environmentId is null)
                return environment;

            var state = State(accountId);
            state.Environments.Remove(environment.Id);
            return state.Environments[environmentId] = environment with { Id = environmentId };
        }
    }

    /// <summary>Creates an environment.</summary>
    public AccountEnvironment CreateEnvironment(string accountId, string? name, string? classification)
    {
        classification ??= "PROD";
        if (string.IsNullOrWhiteSpace(name))
            throw new PlatformRefusal("The environment has no name.");

        if (classification is not ("PROD" or "TEST"))
            throw new PlatformRefusal($"The classification {classification} is not valid: PROD or TEST is expected.");

        lock (_gate)
        {
            var state = State(accountId);
            RefuseEnvironmentName(state, name, exceptId: null);
            var environment = new AccountEnvironment(NextGuid(), name, classification);
            state.Environments.Add(environment.Id, environment);
            return environment;
        }
    }

    /// <summary>Gives an environment another name.</summary>
    public AccountEnvironment RenameEnvironment(string accountId, string environmentId, string? name)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var environment = EnvironmentOrRefuse(state, environmentId);
            if (string.IsNullOrWhiteSpace(name))
                return environment;

            RefuseEnvironmentName(state, name, environment.Id);
            return state.Environments[environment.Id] = environment with { Name = name };
        }
    }

    /// <summary>Deletes an environment with its attachments and deployments.</summary>
    public void DeleteEnvironment(string accountId, string environmentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var environment = EnvironmentOrRefuse(state, environmentId);
            state.Environments.Remove(environment.Id);
            foreach (var attachment in state.Attachments.Values.Where(one => one.EnvironmentId == environment.Id).ToList())
                state.Attachments.Remove(attachment.Id);

            foreach (var deployment in state.Deployments.Values.Where(one => one.EnvironmentId == environment.Id).ToList())
                state.Deployments[deployment.DeploymentId] = deployment with { Active = false };
        }
    }

    /// <summary>An environment.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id in the account.</exception>
    public AccountEnvironment Environment(string accountId, string environmentId)
    {
        lock (_gate)
            return EnvironmentOrRefuse(State(accountId), environmentId);
    }

    /// <summary>The environments of an account.</summary>
    public IReadOnlyList<AccountEnvironment> Environments(string accountId)
    {
        lock (_gate)
            return [.. State(accountId).Environments.Values];
    }

    private static AccountEnvironment EnvironmentOrRefuse(AccountState state, string? environmentId) =>
        environmentId is not null && state.Environments.TryGetValue(environmentId, out var environment)
            ? environment
            : throw new PlatformRefusal($"Environment id {environmentId} is invalid.");

    private static void RefuseEnvironmentName(AccountState state, string name, string? exceptId)
    {
        if (state.Environments.Values.Any(one => one.Id != exceptId && one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new PlatformRefusal($"An environment with the name {name} already exists.");
    }
}

using System.Text;

namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>The integration packs that an account can install: those of the accounts above that were released or that it has installed.</summary>
    public IReadOnlyList<PublisherPack> AvailablePacks(string accountId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return [.. Publishers(state).SelectMany(static publisher => publisher.Packs.Values)
                .Where(pack => pack.Released.Count > 0 || state.Instances.Values.Any(instance => instance.PackId == pack.Id))];
        }
    }

    /// <summary>Installs a pack of an account above.</summary>
    /// <param name="accountId">The subscriber.</param>
    /// <param name="packId">The pack.</param>
    /// <param name="overrideName">Its name here; for MULTI packs only.</param>
    public PackInstanceView InstallPack(string accountId, string? packId, string? overrideName)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var pack = Publishers(state).Select(publisher => packId is null ? null : publisher.Packs.GetValueOrDefault(packId)).FirstOrDefault(static one => one is not null)
                ?? throw new PlatformRefusal($"Integration pack ID {packId} is invalid. Provide a valid integration pack ID to complete this action.");
            if (pack.InstallationType == "SINGLE" && overrideName is not null)
                throw new PlatformRefusal("An integrationPackOverrideName can be given for MULTI integration packs only.");

            if (pack.InstallationType == "SINGLE" && state.Instances.Values.Any(instance => instance.PackId == pack.Id))
                throw new PlatformRefusal($"The integration pack {pack.Id} is installed already.");

            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(null, $"IntegrationPackInstance{++_lastId}"))).TrimEnd('=');
            var installed = new PackInstance(id, pack.Id, overrideName);
            state.Instances.Add(id, installed);
            return View(installed);
        }
    }

    /// <summary>An installed pack.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id.</exception>
    public PackInstanceView PackInstance(string accountId, string instanceId)
    {
        lock (_gate)
            return View(InstanceOrRefuse(State(accountId), instanceId));
    }

    /// <summary>The installed packs of an account.</summary>
    public IReadOnlyList<PackInstanceView> PackInstances(string accountId)
    {
        lock (_gate)
            return [.. State(accountId).Instances.Values.Select(View)];
    }

    /// <summary>Uninstalls a pack and detaches it from its environments.</summary>
    public void UninstallPack(string accountId, string instanceId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            Uninstall(state, InstanceOrRefuse(state, instanceId));
        }
    }

    /// <summary>Attaches an installed pack to an environment.</summary>
    public PackAttachment AttachPack(string accountId, string? instanceId, string? environmentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var instance = InstanceOrRefuse(state, instanceId);
            var environment = EnvironmentOrRefuse(state, environmentId);
            if (state.Attachments.Values.Any(one => one.InstanceId == instance.Id && one.EnvironmentId == environment.Id))
                throw new PlatformRefusal($"The integration pack instance {instance.Id} is attached to environment {environment.Id} already.");

            if (PackOf(instance).InstallationType == "SINGLE" && state.Attachments.Values.Any(one => one.InstanceId == instance.Id))
                throw new PlatformRefusal($"The integration pack instance {instance.Id} can be attached to one environment only.");

            var attachment = new PackAttachment(
                Convert.ToBase64String(Encoding.ASCII.GetBytes($"{instance.Id}:{environment.Id}")).TrimEnd('='), instance.Id, environment.Id);
            state.Attachments.Add(attachment.Id, attachment);
            return attachment;
        }
    }

    /// <summary>Detaches an installed pack from an environment.</summary>
    public void DetachPack(string accountId, string attachmentId)
    {
        lock (_gate)
        {
            if (!State(accountId).Attachments.Remove(attachmentId))
                throw new PlatformRefusal($"The attachment id {attachmentId} is invalid.");
        }
    }

    /// <summary>The attachments of an account.</summary>
    public IReadOnlyList<PackAttachment> PackAttachments(string accountId)
    {
        lock (_gate)
            return [.. State(accountId).Attachments.Values];
    }

    private static PackInstance InstanceOrRefuse(AccountState state, string? instanceId) =>
        instanceId is not null && state.Instances.TryGetValue(instanceId, out var instance)
            ? instance
            : throw new PlatformRefusal($"The integration pack instance id {instanceId} is invalid.");

    private static void Uninstall(AccountState subscriber, PackInstance instance)
    {
        subscriber.Instances.Remove(instance.Id);
        foreach (var attachment in subscriber.Attachments.Values.Where(one => one.InstanceId == instance.Id).ToList())
            subscriber.Attachments.Remove(attachment.Id);
    }

    /// <summary>The accounts above, nearest first, with what their releases have brought by now.</summary>
    private IEnumerable<AccountState> Publishers(AccountState subscriber)
    {
        for (var id = subscriber.Account.ParentId; id is not null; id = _accounts[id].Account.ParentId)
            yield return Settled(id);
    }

    private AccountState PublisherOf(PackInstance instance)
    {
        var publisher = _accounts.Values.First(state => state.Packs.ContainsKey(instance.PackId));
        Settle(publisher);
        return publisher;
    }

    private PublisherPack PackOf(PackInstance instance) => PublisherOf(instance).Packs[instance.PackId];

    private PackInstanceView View(PackInstance instance)
    {
        var publisher = PublisherOf(instance);
        var pack = publisher.Packs[instance.PackId];
        return new PackInstanceView(instance, pack, [.. pack.Released
            .Select(released => publisher.Packages[released.PackageId])
            .Where(static package => package.ComponentType == "process")
            .Select(package => (package.ComponentId, publisher.Components[package.ComponentId].Version(package.ComponentVersion)!.Name))]);
    }
}

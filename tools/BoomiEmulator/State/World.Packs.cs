namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>Seeds an integration pack.</summary>
    /// <param name="accountId">The publisher.</param>
    /// <param name="name">Its name.</param>
    /// <param name="installationType">SINGLE or MULTI.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="content">Its components.</param>
    public PublisherPack AddPack(
        string accountId, string name, string installationType = "MULTI", string description = "", params IReadOnlyList<PackContent> content)
    {
        lock (_gate)
        {
            var pack = CreatePack(accountId, new PackChange(name, installationType, description, OperationType: null, []));
            return EditPack(accountId, pack.Id, content);
        }
    }

    /// <summary>Sets the components of a pack as a person would by hand: no rule of the API applies, subscribers get what is current.</summary>
    /// <exception cref="PlatformRefusal">There is no such pack or package.</exception>
    public PublisherPack EditPack(string accountId, string packId, IReadOnlyList<PackContent> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        lock (_gate)
        {
            var state = Settled(accountId);
            var pack = PackOrRefuse(state, packId);
            return state.Packs[pack.Id] = pack with
            {
                Entries = [.. content.Select(one => new PackEntry(
                    one.ComponentId, one.PendingVersion is null ? null : PackageOf(state, one.ComponentId, one.PendingVersion).PackageId, one.Deleted))],
                Released = [.. content.Where(static one => one.CurrentVersion is not null).Select(one => Release(PackageOf(state, one.ComponentId, one.CurrentVersion)))],
            };
        }
    }

    /// <summary>Makes the next releases of a pack end in ERROR.</summary>
    public void FailReleases(string accountId, string packId, int count)
    {
        lock (_gate)
        {
            var state = Settled(accountId);
            var pack = PackOrRefuse(state, packId);
            state.Packs[pack.Id] = pack with { ReleasesToFail = count };
        }
    }

    /// <summary>Creates an integration pack.</summary>
    public PublisherPack CreatePack(string accountId, PackChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (string.IsNullOrWhiteSpace(change.Name))
            throw new PlatformRefusal("The integration pack has no name.");

        if (change.InstallationType is not ("SINGLE" or "MULTI"))
            throw new PlatformRefusal($"The installationType {change.InstallationType} is not valid: SINGLE or MULTI is expected.");

        lock (_gate)
        {
            var state = Settled(accountId);
            RefusePackName(state, change.Name, exceptId: null);
            var pack = new PublisherPack
            {
                Id = NextGuid(),
                Name = change.Name,
                InstallationType = change.InstallationType,
                Description = change.Description ?? string.Empty,
                Entries = [.. Distinct(change.ComponentIds).Select(id => NewEntry(state, id))],
            };
            state.Packs.Add(pack.Id, pack);
            return pack;
        }
    }

    /// <summary>Changes what a pack holds, its description and, of a SINGLE pack, its name.</summary>
    public PublisherPack UpdatePack(string accountId, string packId, PackChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            var state = Settled(accountId);
            var pack = PackOrRefuse(state, packId);
            if (change.OperationType is not ("ADD" or "DELETE"))
                throw new PlatformRefusal($"The operationType {change.OperationType} is not valid: ADD or DELETE is required.");

            if (change.Name is not null && change.Name != pack.Name)
            {
                if (pack.InstallationType == "MULTI")
                    throw new PlatformRefusal("The name of a MULTI integration pack cannot be changed.");

                RefusePackName(state, change.Name, pack.Id);
            }

            var listed = Distinct(change.ComponentIds);
            return state.Packs[pack.Id] = pack with
            {
                Name = change.Name ?? pack.Name,
                Description = change.Description ?? pack.Description,
                Entries = change.OperationType == "ADD" ? Added(state, pack, listed) : WithoutListed(pack, listed),
            };
        }
    }

    /// <summary>Deletes a pack, uninstalls it everywhere and detaches it from all environments.</summary>
    public void DeletePack(string accountId, string packId)
    {
        lock (_gate)
        {
            var state = Settled(accountId);
            var pack = PackOrRefuse(state, packId);
            state.Packs.Remove(pack.Id);
            foreach (var subscriber in _accounts.Values)
            {
                foreach (var instance in subscriber.Instances.Values.Where(instance => instance.PackId == pack.Id).ToList())
                    Uninstall(subscriber, instance);
            }
        }
    }

    /// <summary>A pack of a publisher.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id.</exception>
    public PackView Pack(string accountId, string packId)
    {
        lock (_gate)
        {
            var state = Settled(accountId);
            return View(state, PackOrRefuse(state, packId));
        }
    }

    /// <summary>The packs of a publisher.</summary>
    public IReadOnlyList<PackView> Packs(string accountId)
    {
        lock (_gate)
        {
            var state = Settled(accountId);
            return [.. state.Packs.Values.Select(pack => View(state, pack))];
        }
    }

    private static List<string> Distinct(IEnumerable<string> ids) => [.. ids.Distinct(StringComparer.OrdinalIgnoreCase)];

    private static ReleasedPackage Release(Package package) => new(package.ComponentId, package.PackageId, package.PackageVersion);

    private static PublisherPack PackOrRefuse(AccountState state, string? packId) =>
        packId is not null && state.Packs.TryGetValue(packId, out var pack)
            ? pack
            : throw new PlatformRefusal($"Integration pack ID {packId} is invalid. Provide a valid integration pack ID to complete this action.");

    private static Package? NewestShareable(AccountState state, string componentId) =>
        PackagesOf(state, componentId).LastOrDefault(static package => package is { Deleted: false, Shareable: true });

    private static Package PackageOf(AccountState state, string componentId, string? version) =>
        PackagesOf(state, componentId).LastOrDefault(package => !package.Deleted && package.PackageVersion == version)
            ?? throw new PlatformRefusal($"The package version {version} of component {componentId} is invalid.");

    private static PackEntry NewEntry(AccountState state, string componentId) =>
        NewestShareable(state, componentId) is { } newest
            ? new PackEntry(newest.ComponentId, newest.PackageId)
            : throw new PlatformRefusal($"ComponentId {componentId} is invalid: it has no packaged component that can be shared.");

    private static PackView View(AccountState state, PublisherPack pack) => new(pack, [.. pack.Entries.Select(entry =>
    {
        var history = state.Components.GetValueOrDefault(entry.ComponentId);
        var shown = history is null ? null : state.Visible(history, state.Main) ?? history.Newest;
        return new PackEntryView(
            entry.ComponentId,
            shown?.Name ?? string.Empty,
            shown?.Type ?? string.Empty,
            pack.CurrentOf(entry.ComponentId)?.PackageVersion,
            entry.PendingPackageId is null ? null : state.Packages[entry.PendingPackageId].PackageVersion,
            NewestShareable(state, entry.ComponentId)?.PackageVersion,
            entry.Removed);
    })]);

    /// <summary>The body lists everything that shall remain.</summary>
    private List<PackEntry> Added(AccountState state, PublisherPack pack, List<string> listed)
    {
        var refreshes = _settings.Switches.PackUpdateRefreshesPending;
        var present = pack.Entries.ToDictionary(static entry => entry.ComponentId, StringComparer.OrdinalIgnoreCase);
        var entries = new List<PackEntry>();
        foreach (var id in listed)
        {
            if (!present.Remove(id, out var entry))
            {
                entries.Add(NewEntry(state, id));
                continue;
            }

            var newest = refreshes ? NewestShareable(state, id)?.PackageId : null;
            entries.Add(entry with
            {
                PendingPackageId = newest is not null && newest != pack.CurrentOf(id)?.PackageId ? newest : entry.PendingPackageId,
                Removed = false,
            });
        }

        if (!_settings.Switches.PackUpdateDropsAtOnce)
            entries.AddRange(present.Values.Where(entry => pack.CurrentOf(entry.ComponentId) is not null).Select(static entry => entry with { Removed = true }));

        return entries;
    }

    private static List<PackEntry> WithoutListed(PublisherPack pack, List<string> listed)
    {
        var unknown = listed.Find(id => !pack.Entries.Any(entry => entry.ComponentId.Equals(id, StringComparison.OrdinalIgnoreCase)));
        if (unknown is not null)
            throw new PlatformRefusal($"ComponentId {unknown} is invalid: it is not part of the integration pack {pack.Id}.");

        return [.. pack.Entries
            .Select(entry => listed.Contains(entry.ComponentId, StringComparer.OrdinalIgnoreCase) ? entry with { Removed = true } : entry)
            .Where(entry => !entry.Removed || pack.CurrentOf(entry.ComponentId) is not null)];
    }

    private void RefusePackName(AccountState state, string name, string? exceptId)
    {
        if (!_settings.Switches.DuplicatePackNamesAllowed && state.Packs.Values.Any(pack => pack.Id != exceptId && pack.Name == name))
            throw new PlatformRefusal($"An integration pack with the name {name} already exists.");
    }
}

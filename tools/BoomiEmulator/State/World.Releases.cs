using System.Globalization;

namespace BoomiEmulator.State;

public sealed partial class World
{
    private const string Immediately = "IMMEDIATELY";
    private const string OnDate = "RELEASE_ON_SPECIFIED_DATE";

    /// <summary>Releases an integration pack; it reaches the subscribers after a time.</summary>
    public PackRelease ReleasePack(string accountId, ReleaseRequest request, string user)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var state = Settled(accountId);
            var pack = PackOrRefuse(state, request.PackId);
            if (_settings.Switches.ConcurrentReleaseRefused && state.Releases.Values.Any(open => open.PackId == pack.Id && open.StatusAt(Now) == "IN_PROGRESS"))
                throw new PlatformRefusal($"The integration pack {pack.Id} is being released. Try again when that release is finished.");

            var packages = ToRelease(state, pack, request.Packages);
            var startsAt = StartOf(request);
            var fails = _settings.Switches.ReleasesFail || pack.ReleasesToFail > 0;
            var release = new PackRelease
            {
                RequestId = "release-" + NextGuid(),
                PackId = pack.Id,
                Schedule = request.Schedule!,
                ReleaseOnDate = request.ReleaseOnDate,
                Packages = packages,
                Entries = pack.Entries,
                CreatedBy = user,
                CreatedDate = Now,
                StartsAt = startsAt,
                FinishesAt = startsAt + _settings.Delays.Release,
                Fails = fails,
            };
            if (pack.ReleasesToFail > 0)
                state.Packs[pack.Id] = pack with { ReleasesToFail = pack.ReleasesToFail - 1 };

            state.Releases.Add(release.RequestId, release);
            Settle(state);
            return release;
        }
    }

    /// <summary>Changes a release that has not started.</summary>
    /// <param name="accountId">The publisher.</param>
    /// <param name="id">The pack's id, or the release's.</param>
    /// <param name="request">What it becomes; without packages they stay.</param>
    public PackRelease ChangeRelease(string accountId, string id, ReleaseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var state = Settled(accountId);
            var release = state.Releases.Values.LastOrDefault(one => (one.PackId == id || one.RequestId == id) && one.StatusAt(Now) == "SCHEDULED")
                ?? throw new PlatformRefusal($"There is no scheduled release of the integration pack {id}.");
            var startsAt = StartOf(request);
            var changed = release with
            {
                Schedule = request.Schedule!,
                ReleaseOnDate = request.ReleaseOnDate,
                Packages = request.Packages.Count == 0 ? release.Packages : ToRelease(state, PackOrRefuse(state, release.PackId), request.Packages),
                StartsAt = startsAt,
                FinishesAt = startsAt + _settings.Delays.Release,
            };
            state.Releases[release.RequestId] = changed;
            Settle(state);
            return changed;
        }
    }

    /// <summary>A release by its request id.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id.</exception>
    public PackRelease PackRelease(string accountId, string requestId)
    {
        lock (_gate)
        {
            return Settled(accountId).Releases.GetValueOrDefault(requestId)
                ?? throw new PlatformRefusal($"The release request id {requestId} is invalid.");
        }
    }

    /// <summary>All releases of a publisher, oldest first.</summary>
    public IReadOnlyList<PackRelease> PackReleases(string accountId)
    {
        lock (_gate)
            return [.. Settled(accountId).Releases.Values];
    }

    private DateTimeOffset StartOf(ReleaseRequest request)
    {
        if (request.Schedule == Immediately)
            return Now;

        if (request.Schedule != OnDate)
            throw new PlatformRefusal($"The releaseSchedule {request.Schedule} is not valid: {Immediately} or {OnDate} is expected.");

        if (!DateOnly.TryParseExact(request.ReleaseOnDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day <= DateOnly.FromDateTime(Now.UtcDateTime))
        {
            throw new PlatformRefusal($"The releaseOnDate {request.ReleaseOnDate} is not valid: a later day as yyyy-MM-dd is expected.");
        }

        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    private List<ReleasedPackage> ToRelease(AccountState state, PublisherPack pack, IReadOnlyList<(string? ComponentId, string? PackageVersion)> listed)
    {
        if (listed.Count == 0)
            throw new PlatformRefusal("Select at least one packaged component to release.");

        var packages = new List<ReleasedPackage>();
        foreach (var (componentId, version) in listed)
        {
            var entry = pack.Entries.FirstOrDefault(entry => entry.ComponentId.Equals(componentId, StringComparison.OrdinalIgnoreCase));
            if (entry is null || entry.Removed)
                throw new PlatformRefusal($"ComponentId {componentId} is invalid: it is not part of the integration pack {pack.Id}.");

            var package = PackageOf(state, entry.ComponentId, version);
            if (!package.Shareable)
                throw new PlatformRefusal($"The package version {version} of component {componentId} cannot be shared.");

            if (packages.Exists(one => one.ComponentId == package.ComponentId))
                throw new PlatformRefusal($"ComponentId {componentId} is listed twice.");

            packages.Add(Release(package));
        }

        if (!_settings.Switches.ReleaseDropsUnlisted)
        {
            foreach (var entry in pack.Entries.Where(entry => !entry.Removed && !packages.Exists(one => one.ComponentId == entry.ComponentId)))
            {
                if (entry.PendingPackageId is { } pending)
                    packages.Add(Release(state.Packages[pending]));
                else if (pack.CurrentOf(entry.ComponentId) is { } current)
                    packages.Add(current);
            }
        }

        return packages;
    }

    /// <summary>An account whose releases that are due by now have been carried out.</summary>
    private AccountState Settled(string accountId)
    {
        var state = State(accountId);
        Settle(state);
        return state;
    }

    private void Settle(AccountState state)
    {
        var now = Now;
        foreach (var release in state.Releases.Values.Where(release => !release.Settled && release.FinishesAt <= now).OrderBy(static release => release.FinishesAt).ToList())
        {
            var pack = state.Packs.GetValueOrDefault(release.PackId);
            state.Releases[release.RequestId] = release with { Settled = true, Fails = release.Fails || pack is null };
            if (release.Fails || pack is null)
                continue;

            state.Packs[pack.Id] = pack with { Released = release.Packages, Entries = [.. pack.Entries.Select(entry => After(release, entry)).OfType<PackEntry>()] };
        }
    }

    /// <summary>What a release leaves of an entry: nothing of what it did not list, and nothing pending; later changes wait for the next one.</summary>
    private static PackEntry? After(PackRelease release, PackEntry entry)
    {
        if (!release.Entries.Contains(entry))
            return entry;

        return release.Packages.Any(one => one.ComponentId == entry.ComponentId) ? entry with { PendingPackageId = null } : null;
    }
}

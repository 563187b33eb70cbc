using System.Text;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Seeding;

/// <summary>Puts a seeded world into the emulator, with its ids, dates, people, versions and packages as they are. Secrets are masked
/// on the way in, as they are when they come through the API. Mappings and grants are not the platform's and stay out.</summary>
public static class SeedLoader
{
    /// <summary>Adds the accounts of <paramref name="seed"/> to what <paramref name="world"/> holds. Meant for the time before requests
    /// come: what is written at the same moment may be lost. The baseline of resets is left as it was.</summary>
    /// <param name="seed">The seeded world.</param>
    /// <param name="world">The emulator's state.</param>
    /// <param name="manifestFollowsIndependent">False leaves called processes, and what only they reach, out of the packages, as
    /// <see cref="EmulatorSwitches.ManifestFollowsIndependent"/> does for packages that are made later.</param>
    /// <exception cref="ArgumentException">The world already holds one of the accounts.</exception>
    public static void Load(SeedWorld seed, World world, bool manifestFollowsIndependent = true)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(world);
        var present = world.Snapshot();
        var ids = seed.Accounts.Select(account => account.Id).Concat(seed.Clients.Select(client => client.AccountId)).ToHashSet(StringComparer.Ordinal);
        if (present.Accounts.FirstOrDefault(one => ids.Contains(one.Account.Id)) is { } taken)
            throw new ArgumentException($"The world already holds the account {taken.Account.Id}.", nameof(world));

        var lastId = Math.Max(present.LastId, seed.Accounts.SelectMany(account => account.Folders).Max(folder => NumberOf(folder.Id)));
        var branchIds = seed.Accounts.Select(_ => IdOf('B', ++lastId)).ToList();
        var accounts = seed.Accounts.Zip(branchIds).AsParallel().AsOrdered()
            .Select(pair => Document(pair.First, pair.Second, manifestFollowsIndependent)).ToList();
        var primary = accounts.FindIndex(account => account.Account.Id == seed.PrimaryAccountId);
        accounts[primary] = accounts[primary] with { Packs = [.. seed.Packs.Select(pack => Published(pack, accounts[primary]))] };
        var clients = seed.Clients.Select(client => ClientDocument.Of(client, seed.ExtensionValues, seed.PrimaryAccountId, IdOf('B', ++lastId), IdOf('F', ++lastId))).ToList();
        world.Restore(new WorldDocument(lastId, [.. present.Accounts, .. accounts, .. clients]));
    }

    private static AccountDocument Document(SeedAccount account, string mainId, bool followsIndependent)
    {
        var owner = account.Components[0].CreatedBy;
        var revisions = account.Components
            .SelectMany(component => Revisions(component, mainId))
            .OrderBy(revision => revision.ModifiedDate)
            .Select((revision, at) => revision with { Moment = at + 1 })
            .ToList();
        return new AccountDocument
        {
            Account = new Account(account.Id, account.Name, account.ParentId, "active", account.CreatedAt),
            MainId = mainId,
            RootFolderId = account.Folders[0].Id,
            Moment = revisions.Count,
            Branches =
            [
                new Branch
                {
                    Id = mainId,
                    Name = "main",
                    Description = "The main branch",
                    CreatedBy = owner,
                    CreatedDate = account.CreatedAt,
                    ModifiedBy = owner,
                    ModifiedDate = account.CreatedAt,
                    ReadyAt = account.CreatedAt,
                },
            ],
            Folders = [.. account.Folders.Select(folder => new Folder(folder.Id, folder.Name, folder.ParentId))],
            Revisions = revisions,
            Packages = [.. Packages(account, mainId, revisions, followsIndependent)],
            Deployments = [],
            Merges = [],
            Locked = [],
        };
    }

    private static IEnumerable<ComponentRevision> Revisions(SeedComponent component, string mainId)
    {
        IReadOnlyList<EncryptedValue> secrets = [];
        foreach (var revision in component.Revisions)
        {
            var content = SecretMask.Apply(ComponentReader.Read(revision.Xml), secrets, resentHashIsNew: false);
            secrets = content.Secrets;
            yield return new ComponentRevision
            {
                ComponentId = component.Id,
                Version = revision.Version,
                BranchId = mainId,
                Name = component.Name,
                Type = component.Type,
                SubType = component.SubType ?? string.Empty,
                FolderId = component.FolderId,
                CreatedBy = component.CreatedBy,
                CreatedDate = component.CreatedAt,
                ModifiedBy = revision.ModifiedBy,
                ModifiedDate = revision.ModifiedAt,
                Content = content,
            };
        }
    }

    private static IEnumerable<Package> Packages(SeedAccount account, string mainId, List<ComponentRevision> revisions, bool followsIndependent)
    {
        var components = account.Components.ToDictionary(component => component.Id, StringComparer.Ordinal);
        foreach (var package in account.Packages)
        {
            var manifest = followsIndependent ? package.Manifest : WithoutCalledProcesses(package, components);
            yield return new Package
            {
                PackageId = package.PackageId,
                PackageVersion = package.Version,
                ComponentId = package.ComponentId,
                ComponentVersion = package.ComponentVersion,
                ComponentType = components[package.ComponentId].Type,
                CreatedBy = package.CreatedBy,
                CreatedDate = package.CreatedAt,
                Notes = package.Notes,
                Shareable = package.Shareable,
                BranchId = mainId,
                BranchName = "main",
                Moment = revisions.Count(revision => revision.ModifiedDate <= package.CreatedAt),
                Items = [.. manifest.Select(entry => new PackageItem(entry.ComponentId, entry.Version))],
            };
        }
    }

    private static PublisherPack Published(SeedPack pack, AccountDocument publisher)
    {
        var packages = pack.PackageIds.Select(id => publisher.Packages.First(package => package.PackageId == id)).ToList();
        return new PublisherPack
        {
            Id = pack.PackId,
            Name = pack.Name,
            InstallationType = pack.InstallationType,
            Description = pack.Description,
            Entries = packages.ConvertAll(package => new PackEntry(package.ComponentId)),
            Released = packages.ConvertAll(package => new ReleasedPackage(package.ComponentId, package.PackageId, package.PackageVersion)),
        };
    }

    private static List<SeedPackageEntry> WithoutCalledProcesses(SeedPackage package, Dictionary<string, SeedComponent> components)
    {
        var frozen = package.Manifest.ToDictionary(entry => entry.ComponentId, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal) { package.ComponentId };
        var kept = new List<SeedPackageEntry> { frozen[package.ComponentId] };
        for (var at = 0; at < kept.Count; at++)
        {
            var parent = components[kept[at].ComponentId];
            foreach (var id in parent.Revisions[kept[at].Version - 1].References)
            {
                var called = parent.Type == Seeding.ComponentTypes.Process && components[id].Type == Seeding.ComponentTypes.Process;
                if (!called && seen.Add(id))
                    kept.Add(frozen[id]);
            }
        }

        return kept;
    }

    private static string IdOf(char kind, long number) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{kind}:{number}")).TrimEnd('=');

    private static long NumberOf(string folderId)
    {
        var padded = folderId.PadRight((folderId.Length + 3) / 4 * 4, '=');
        return long.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(padded))[2..]);
    }
}

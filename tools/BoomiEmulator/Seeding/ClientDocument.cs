using System.Text;
using BoomiEmulator.Extensions;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Seeding;

/// <summary>Turns seeded client accounts into accounts of the emulator.</summary>
internal static class ClientDocument
{
    /// <summary>The account of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="values">What is set in its environments.</param>
    /// <param name="parentId">The primary account.</param>
    /// <param name="mainId">The id of its main branch.</param>
    /// <param name="rootFolderId">The id of its root folder.</param>
    public static AccountDocument Of(SeedClient client, IEnumerable<SeedExtensionValue> values, string parentId, string mainId, string rootFolderId) => new()
    {
        Account = new Account(client.AccountId, client.Name, parentId, "active", client.CreatedAt),
        MainId = mainId,
        RootFolderId = rootFolderId,
        Branches =
        [
            new Branch
            {
                Id = mainId,
                Name = "main",
                Description = "The main branch",
                CreatedBy = "seed@acme.test",
                CreatedDate = client.CreatedAt,
                ModifiedBy = "seed@acme.test",
                ModifiedDate = client.CreatedAt,
                ReadyAt = client.CreatedAt,
            },
        ],
        Folders = [new Folder(rootFolderId, client.Name, ParentId: null)],
        Revisions = [],
        Packages = [],
        Deployments = [],
        Merges = [],
        Locked = [],
        Environments =
        [
            new AccountEnvironment(client.Test.EnvironmentId, client.Test.Name, "TEST"),
            new AccountEnvironment(client.Production.EnvironmentId, client.Production.Name, "PROD"),
        ],
        Instances = [.. client.Installations.Select(one => new PackInstance(one.InstanceId, one.PackId, OverrideName: null))],
        Attachments = [.. client.Installations.Select(one => new PackAttachment(
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{one.InstanceId}:{one.EnvironmentId}")).TrimEnd('='), one.InstanceId, one.EnvironmentId))],
        Extensions = [.. values.Where(value => value.AccountId == client.AccountId).Select(value => new StoredExtension(
            new ExtensionKey(value.EnvironmentId, string.Empty, value.Section, value.ItemId, value.FieldId), value.IsSecret ? SecretMask.Hash(value.Value) : value.Value))],
    };
}

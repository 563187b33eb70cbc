using System.Text;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>Component: whole component documents, XML in both directions. No query, no deletion.</summary>
internal sealed class ComponentResource : Resource
{
    /// <inheritdoc/>
    public override string Name => "Component";

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call) =>
        PlatformAnswer.OkXml(Write(call, call.World.CreateComponent(call.AccountId, Document(call), call.User)));

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call)
    {
        if (call.Id.Contains('~', StringComparison.Ordinal))
            throw new PlatformRefusal($"ComponentId {call.Id} is invalid. Provide a valid componentId.");

        return PlatformAnswer.OkXml(Write(call, call.World.UpdateComponent(call.AccountId, call.Id, Document(call), call.User)));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Get(PlatformCall call) => PlatformAnswer.OkXml(Read(call, call.Id));

    /// <inheritdoc/>
    public override PlatformAnswer Bulk(PlatformCall call) => base.Bulk(call) with { XmlOnly = true };

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id)
    {
        var (componentId, suffix) = PlatformCall.Split(id);
        return Write(call, call.World.Component(call.AccountId, componentId, suffix));
    }

    /// <inheritdoc/>
    protected override WireObject ReadBulk(PlatformCall call, string id)
    {
        var (componentId, suffix) = PlatformCall.Split(id);
        if (suffix is null)
            return Read(call, id);

        return call.Settings.Switches.BulkVersionReads switch
        {
            BulkVersionReads.AskedVersion => Read(call, id),
            BulkVersionReads.LatestVersion => Read(call, componentId),
            _ => throw new PlatformRefusal($"ComponentId {id} is invalid. Provide a valid componentId."),
        };
    }

    /// <inheritdoc/>
    protected override int BulkLimit(PlatformCall call) => call.Settings.Limits.ComponentBulkSize;

    private static ComponentDocument Document(PlatformCall call) =>
        call.JsonBody
            ? throw new PlatformRefusal("Unable to read message body: components are XML only")
            : ComponentReader.Read(call.Body);

    private static WireObject Write(PlatformCall call, ComponentRevision revision)
    {
        var view = call.World.View(call.AccountId, revision);
        var content = revision.Content;
        return new WireObject("Component")
            .Attribute("folderFullPath", call.World.Folder(call.AccountId, revision.FolderId).FullPath)
            .Attribute("componentId", revision.ComponentId)
            .Attribute("version", revision.Version)
            .Attribute("name", revision.Name)
            .Attribute("type", revision.Type)
            .Attribute("subType", revision.SubType.Length == 0 ? null : revision.SubType)
            .Attribute("createdDate", revision.CreatedDate)
            .Attribute("createdBy", revision.CreatedBy)
            .Attribute("modifiedDate", revision.ModifiedDate)
            .Attribute("modifiedBy", revision.ModifiedBy)
            .Attribute("deleted", revision.Deleted)
            .Attribute("currentVersion", view.IsCurrent)
            .Attribute("folderName", view.FolderName)
            .Attribute("folderId", revision.FolderId)
            .Attribute("branchName", view.BranchName)
            .Attribute("branchId", revision.BranchId)
            .Attribute("copiedFromComponentId", revision.CopiedFromComponentId)
            .Attribute("copiedFromComponentVersion", revision.CopiedFromComponentVersion)
            .Raw(Encrypted(content.Secrets))
            .Element("description", content.Description)
            .Raw(content.ObjectXml)
            .Raw(content.OverridesXml);
    }

    private static string Encrypted(IReadOnlyList<EncryptedValue> secrets)
    {
        if (secrets.Count == 0)
            return "<bns:encryptedValues/>";

        var text = new StringBuilder("<bns:encryptedValues>");
        foreach (var secret in secrets)
        {
            text.Append("<bns:encryptedValue path=\"").Append(XmlText.Attribute(secret.Path))
                .Append("\" isSet=\"").Append(secret.Hash is null ? "false" : "true").Append("\"/>");
        }

        return text.Append("</bns:encryptedValues>").ToString();
    }
}

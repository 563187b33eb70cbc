using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>IntegrationPackEnvironmentAttachment: which installed pack runs in which environment.</summary>
internal sealed class IntegrationPackEnvironmentAttachmentResource(QueryPages pages) : QueryResource<PackAttachment>(pages)
{
    /// <inheritdoc/>
    public override string Name => "IntegrationPackEnvironmentAttachment";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["environmentId", "integrationPackInstanceId"];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        return PlatformAnswer.Ok(Write(call.World.AttachPack(call.AccountId, body.Filled("integrationPackInstanceId"), body.Filled("environmentId"))));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DetachPack(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override IEnumerable<PackAttachment> Rows(PlatformCall call, FilterExpression filter) => call.World.PackAttachments(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, PackAttachment row, string property) =>
        property == "environmentId" ? row.EnvironmentId : row.InstanceId;

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, PackAttachment row) => Write(row);

    private static WireObject Write(PackAttachment attachment) => new WireObject("IntegrationPackEnvironmentAttachment")
        .Attribute("id", attachment.Id)
        .Attribute("integrationPackInstanceId", attachment.InstanceId)
        .Attribute("environmentId", attachment.EnvironmentId);
}

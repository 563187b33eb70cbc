using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>IntegrationPackInstance: packs that an account has installed.</summary>
internal sealed class IntegrationPackInstanceResource(QueryPages pages) : QueryResource<PackInstanceView>(pages)
{
    /// <inheritdoc/>
    public override string Name => "IntegrationPackInstance";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["integrationPackOverrideName", "integrationPackName", "integrationPackId"];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        return PlatformAnswer.Ok(Write(call.World.InstallPack(call.AccountId, body.Filled("integrationPackId"), body.Filled("integrationPackOverrideName"))));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.UninstallPack(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call.World.PackInstance(call.AccountId, id));

    /// <inheritdoc/>
    protected override IEnumerable<PackInstanceView> Rows(PlatformCall call, FilterExpression filter) => call.World.PackInstances(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, PackInstanceView row, string property) => property switch
    {
        "integrationPackOverrideName" => row.Instance.OverrideName,
        "integrationPackName" => row.Pack.Name,
        _ => row.Pack.Id,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, PackInstanceView row) => Write(row);

    private static WireObject Write(PackInstanceView view) => new WireObject("IntegrationPackInstance")
        .Attribute("id", view.Instance.Id)
        .Attribute("integrationPackId", view.Pack.Id)
        .Attribute("integrationPackOverrideName", view.Instance.OverrideName)
        .List("ProcessId", [.. view.Processes.Select(process => new WireObject("ProcessId")
            .Attribute("originalProcessId", process.Id)
            .Attribute("wrapperProcessId", view.Pack.InstallationType == "MULTI" ? $"{view.Instance.Id}:{process.Id}" : null)
            .Attribute("name", process.Name))]);
}

using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>Environment.</summary>
internal sealed class EnvironmentResource(QueryPages pages) : QueryResource<AccountEnvironment>(pages)
{
    /// <inheritdoc/>
    public override string Name => "Environment";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["name", "id", "classification"];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var body = call.Read(Name);
        return PlatformAnswer.Ok(Write(call.World.CreateEnvironment(call.AccountId, body.Filled("name"), body.Filled("classification"))));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call)
    {
        var body = call.Read(Name);
        RefuseOtherId(body, "id", call.Id);
        return PlatformAnswer.Ok(Write(call.World.RenameEnvironment(call.AccountId, call.Id, body.Filled("name"))));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DeleteEnvironment(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call.World.Environment(call.AccountId, id));

    /// <inheritdoc/>
    protected override IEnumerable<AccountEnvironment> Rows(PlatformCall call, FilterExpression filter) => call.World.Environments(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, AccountEnvironment row, string property) => property switch
    {
        "id" => row.Id,
        "name" => row.Name,
        _ => row.Classification,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, AccountEnvironment row) => Write(row);

    private static WireObject Write(AccountEnvironment environment) => new WireObject("Environment")
        .Attribute("id", environment.Id)
        .Attribute("name", environment.Name)
        .Attribute("classification", environment.Classification);
}

using System.Globalization;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>ComponentReference: who uses a component (GET, query) and what a revision uses (query), one level.</summary>
internal sealed class ComponentReferenceResource(QueryPages pages) : Resource
{
    private static readonly string[] Properties = ["parentComponentId", "parentVersion", "componentId", "type"];

    /// <inheritdoc/>
    public override string Name => "ComponentReference";

    /// <inheritdoc/>
    public override PlatformAnswer Query(PlatformCall call)
    {
        var filter = QueryFilter.Read(call.Read("QueryConfig"), Properties, ignoreCase: false, call.Settings.Switches.EmptyGroupMatchesAll);
        var matches = Candidates(call, filter).Where(use => filter.Matches(property => Value(use, property)));
        List<List<ComponentUse>> results = call.Settings.Switches.ReferencesGrouped
            ? [.. matches.GroupBy(static use => (use.ParentComponentId, use.ParentVersion)).Select(static group => group.ToList())]
            : [.. matches.Select(static use => new List<ComponentUse> { use })];
        return PlatformAnswer.Ok(pages.First(call, Name, results.Count, i => Write(results[i])));
    }

    /// <inheritdoc/>
    public override PlatformAnswer QueryMore(PlatformCall call) => PlatformAnswer.Ok(pages.Next(call, Name));

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id)
    {
        var (componentId, branchId) = PlatformCall.Split(id);
        var users = call.World.UsersOf(call.AccountId, componentId, branchId);
        return users.Count > 0 ? Write(users) : throw new PlatformRefusal($"ComponentId {componentId} is invalid or has no references.");
    }

    private static IEnumerable<ComponentUse> Candidates(PlatformCall call, FilterExpression filter)
    {
        var named = filter.Tests().Select(static test => test.Property).ToHashSet(StringComparer.Ordinal);
        if (named.Contains("parentComponentId") || named.Contains("parentVersion"))
        {
            var parents = filter.Pinned("parentComponentId");
            var versions = filter.Pinned("parentVersion");
            if (parents is null || versions is null)
                throw new PlatformRefusal("parentComponentId should always be accompanied by parentVersion");

            return parents.SelectMany(parent => versions
                .Where(static version => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .SelectMany(version => call.World.UsesOf(call.AccountId, parent, int.Parse(version, CultureInfo.InvariantCulture))));
        }

        var children = filter.Pinned("componentId") ?? throw new PlatformRefusal("The query needs componentId, or parentComponentId and parentVersion.");
        return children.SelectMany(child => call.World.UsersOf(call.AccountId, child));
    }

    private static object? Value(ComponentUse use, string property) => property switch
    {
        "parentComponentId" => use.ParentComponentId,
        "parentVersion" => use.ParentVersion,
        "componentId" => use.ComponentId,
        _ => TypeOf(use),
    };

    private static WireObject Write(IReadOnlyList<ComponentUse> uses) =>
        new WireObject("ComponentReference").List("references", [.. uses.Select(static use => new WireObject("references")
            .Attribute("parentComponentId", use.ParentComponentId)
            .Attribute("parentVersion", use.ParentVersion)
            .Attribute("componentId", use.ComponentId)
            .Attribute("type", TypeOf(use)))]);

    private static string TypeOf(ComponentUse use) => use.Independent ? "INDEPENDENT" : "DEPENDENT";
}

using BoomiEmulator.Faults;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>What the platform may answer when it is asked for its branches, and the emulator never does by itself.</summary>
internal static class ListedBranches
{
    /// <summary>Lets it list <paramref name="branches"/>, all created by <see cref="LeftBranch.OurUser"/>, and no others.</summary>
    public static FaultRule Of(params IEnumerable<(string Id, string Name, string Stage)> branches) => new()
    {
        Method = "POST",
        PathRegex = "/Branch/query$",
        Effect = FaultEffect.Status,
        Status = 200,
        ContentType = "application/json",
        Body = $$"""{"@type":"QueryResult","result":[{{string.Join(',', branches.Select(Row))}}]}""",
    };

    private static string Row((string Id, string Name, string Stage) branch) =>
        $$"""{"@type":"Branch","id":"{{branch.Id}}","name":"{{branch.Name}}","ready":{{(branch.Stage == "NORMAL" ? "true" : "false")}},"stage":"{{branch.Stage}}","createdBy":"{{LeftBranch.OurUser}}"}""";
}

using BoomiEmulator.DataHub;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Components;
using EmulatorOptions = BoomiEmulator.DataHub.DataHubOptions;

namespace PromotionEngine.Tests.Boomi.DataHub;

internal sealed class EmulatedRecordTests : EmulatedDataHub
{
    private static readonly AccountId Dev = new("acmedev-EF34GH");

    protected override EmulatorOptions Emulated => new() { IncorporationDelay = TimeSpan.FromSeconds(2) };

    private ComponentMappings Mappings => new(Client);

    [SetUp]
    public async Task DeployAsync() => await SetUpRepositoryAsync();

    [Test]
    public async Task Upsert_FiveHundredMappings_AreAllFoundAgainPageAfterPage()
    {
        await Mappings.UpsertAsync([.. Enumerable.Range(0, 450).Select(number => Mapping(number))]);

        var listed = await Mappings.ListAsync(new ComponentMappingFilter());
        var found = await Mappings.FindAsync(Dev, [.. Enumerable.Range(300, 250).Select(number => new ComponentId($"c-{number}"))]);

        Assert.That((listed.Count, found.Count), Is.EqualTo((450, 150)));
        Assert.That(found.Single(mapping => mapping.DevComponentId == "c-310"), Is.EqualTo(Mapping(310)));
    }

    [Test]
    public async Task Find_SameComponentIdInAnotherAccount_IsNotMixedUp()
    {
        await Mappings.UpsertAsync([Mapping(1), Mapping(1) with { DevAccountId = "other-000000", ProdComponentId = "p-other" }]);

        var found = await Mappings.FindAsync(Dev, [new ComponentId("c-1")]);

        Assert.That(found.Single().ProdComponentId, Is.EqualTo("p-1"));
    }

    [Test]
    public async Task Find_OtherCase_IsNotBelieved()
    {
        await Mappings.UpsertAsync([Mapping(1)]);

        Assert.That(await Mappings.FindAsync(Dev, [new ComponentId("C-1")]), Is.Empty);
    }

    [Test]
    public async Task Upsert_RecordThatAnotherSystemWroteUnderItsOwnId_KeepsThatIdAndStaysOneRecord()
    {
        var theirs = ComponentMappings.Write(Mapping(1)).Fields.Append(new("id", "legacy-4711")).ToDictionary(pair => pair.Key, pair => pair.Value);
        World.Upsert(Repository, "ComponentMapping", RecordSources.PromotionEngine, [theirs]);

        var outcome = (await Client.UpsertAsync(GoldenRecordModels.ComponentMapping, RecordSources.PromotionEngine, [ComponentMappings.Write(Mapping(1) with { Name = "Renamed" })])).Single();

        Assert.That((outcome.Kind, outcome.EntityId), Is.EqualTo((WriteOutcomeKind.Updated, "legacy-4711")));
        Assert.That((await Mappings.ListAsync(new ComponentMappingFilter())).Single().Name, Is.EqualTo("Renamed"));
    }

    [Test]
    public async Task Upsert_MappingSeededByAnAdmin_BecomesOneRecordOfBothSources()
    {
        await Mappings.UpsertAsync([Mapping(1) with { MappingSource = RecordSources.AdminSeeding }]);
        await Mappings.UpsertAsync([Mapping(1) with { ProdLatestVersion = 9 }]);

        var only = (await Mappings.ListAsync(new ComponentMappingFilter(Dev.Value, "c-1"))).Single();

        Assert.That((only.ProdLatestVersion, only.MappingSource), Is.EqualTo((9, RecordSources.PromotionEngine)));
    }

    [Test]
    public async Task Upsert_AbsentKeepsAndEmptyClears()
    {
        var model = GoldenRecordModels.PromotionLog;
        var fields = new Dictionary<string, string>(RequiredOf(model)) { ["branchName"] = "promo-1", ["adminComments"] = "fine" };
        await Client.UpsertAsync(model, RecordSources.PromotionEngine, [new GoldenRecordWrite(fields)]);

        fields.Remove("adminComments");
        fields["branchName"] = string.Empty;
        await Client.UpsertAsync(model, RecordSources.PromotionEngine, [new GoldenRecordWrite(fields)]);

        var record = (await Client.QueryAsync(model, RecordFilter.Everything)).Single();
        Assert.That((record["branchName"], record["adminComments"]), Is.EqualTo((string.Empty, "fine")));
    }

    [Test]
    public async Task Upsert_SameKeyTwiceAtOnce_LastWins()
    {
        await Mappings.UpsertAsync([Mapping(1), Mapping(1) with { Name = "Later" }]);

        Assert.That((await Mappings.ListAsync(new ComponentMappingFilter())).Single().Name, Is.EqualTo("Later"));
    }

    [Test]
    public async Task Upsert_OneQuarantined_TellsCauseAndTheOthersAreWritten()
    {
        World.Faults = World.Faults with { QuarantineEntity = 2, QuarantineCause = "ENRICH_ERROR" };

        var outcomes = await Client.UpsertAsync(
            GoldenRecordModels.ComponentMapping,
            RecordSources.PromotionEngine,
            [ComponentMappings.Write(Mapping(1)), ComponentMappings.Write(Mapping(2)), ComponentMappings.Write(Mapping(3))]);

        Assert.That(outcomes.Select(outcome => outcome.Kind), Is.EqualTo(new[] { WriteOutcomeKind.Created, WriteOutcomeKind.Quarantined, WriteOutcomeKind.Created }));
        Assert.That(outcomes[1].Cause, Is.EqualTo("ENRICH_ERROR"));
    }

    [Test]
    public void UpsertMappings_Quarantined_FailsLoudly()
    {
        var thrown = Assert.ThrowsAsync<DataHubException>(() => Mappings.UpsertAsync([Mapping(1) with { ProdComponentId = string.Empty }]));

        Assert.That(thrown!.Kind, Is.EqualTo(DataHubErrorKind.Quarantined));
        Assert.That(thrown.Message, Does.Contain("c-1").And.Contain("REQUIRED_FIELD"));
    }

    [Test]
    public void Upsert_BatchThatNeverEnds_TimesOut()
    {
        World.Faults = World.Faults with { ExtraIncorporationDelay = TimeSpan.FromHours(1) };
        var before = Clock.Waits.Count;

        var thrown = Assert.ThrowsAsync<DataHubException>(() => Mappings.UpsertAsync([Mapping(1)]));

        Assert.That(thrown!.Kind, Is.EqualTo(DataHubErrorKind.TimedOut));
        Assert.That(Clock.Waits.Skip(before).Take(8), Is.EqualTo(new[] { 0.1, 0.25, 0.5, 1, 2, 4, 5, 5 }.Select(TimeSpan.FromSeconds)));
    }

    [Test]
    public async Task Delete_Mapping_LetsTheKeyComeBack()
    {
        await Mappings.UpsertAsync([Mapping(1)]);

        var first = await Mappings.DeleteAsync(Dev, new ComponentId("c-1"));
        var second = await Mappings.DeleteAsync(Dev, new ComponentId("c-1"));
        await Mappings.UpsertAsync([Mapping(1) with { Name = "Back" }]);

        Assert.That((first, second), Is.EqualTo((true, false)));
        Assert.That((await Mappings.FindAsync(Dev, [new ComponentId("c-1")])).Single().Name, Is.EqualTo("Back"));
    }

    [Test]
    public async Task Delete_RecordThatWasOnlyEndDated_IsPurged()
    {
        await Mappings.UpsertAsync([Mapping(1)]);
        var record = (await Client.QueryAsync(GoldenRecordModels.ComponentMapping, RecordFilter.Everything)).Single();
        await Client.EndDateAsync(GoldenRecordModels.ComponentMapping, record.RecordId);

        var deleted = await Mappings.DeleteAsync(Dev, new ComponentId("c-1"));
        await Mappings.UpsertAsync([Mapping(1)]);

        Assert.That((deleted, (await Mappings.FindAsync(Dev, [new ComponentId("c-1")])).Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task Query_SortedAndFiltered_ComesInThatOrder()
    {
        await Mappings.UpsertAsync([Mapping(2), Mapping(3), Mapping(1)]);

        var records = await Client.QueryAsync(
            GoldenRecordModels.ComponentMapping,
            RecordFilter.All(new RecordCondition("devComponentId", RecordOperator.StartsWith, "c-")),
            new RecordSort("componentName", Descending: true));

        Assert.That(records.Select(record => record["componentName"]), Is.EqualTo(new[] { "Component 3", "Component 2", "Component 1" }));
    }

    [Test]
    public void Query_WrongRepositoryToken_IsAuthFailedFromTheHtmlPage()
    {
        Options.Token = "wrong-token";

        var thrown = Assert.ThrowsAsync<DataHubException>(() => NewClient(Options).QueryAsync(GoldenRecordModels.ComponentMapping, RecordFilter.Everything));

        Assert.That((thrown!.Kind, thrown.Status), Is.EqualTo((DataHubErrorKind.AuthFailed, 401)));
        Assert.That(thrown.Message, Does.Not.Contain("<").And.Not.Contain("wrong-token"));
    }

    [Test]
    public async Task Grants_ActiveOnly_AreKeptForSomeSecondsAndThenReadAgain()
    {
        World.Upsert(Repository, "DevAccountAccess", RecordSources.AdminConfig, [Grant("g-1", "true"), Grant("g-2", "false")]);
        var grants = new DevAccountGrants(Client, Options, Clock);

        var first = await grants.ActiveAsync();
        World.Upsert(Repository, "DevAccountAccess", RecordSources.AdminConfig, [Grant("g-3", "TRUE")]);
        var kept = await grants.ActiveAsync();
        await Task.Delay(TimeSpan.FromSeconds(11), Clock);
        var later = await grants.ActiveAsync();

        Assert.That(first.Single(), Is.EqualTo(new DevAccountGrant("g-1", "Group g-1", Dev.Value, "Acme Dev")));
        Assert.That((kept.Count, later.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Universe_NotDeployed_SaysWhatToDo()
    {
        var model = new GoldenRecordModel("Unheard", ["a"], "a", ["S"], [new GoldenRecordField("a", GoldenFieldType.String, Required: true, 10)]);

        var thrown = Assert.ThrowsAsync<DataHubException>(() => Client.UniverseAsync(model));

        Assert.That(thrown!.Message, Does.Contain("Unheard").And.Contain("Set the repository up"));
    }

    private static ComponentMapping Mapping(int number) => new(
        Dev.Value,
        $"c-{number}",
        $"p-{number}",
        $"Component {number}",
        "process",
        "acme-AB12CD",
        number + 1,
        new DateTimeOffset(2026, 2, 1, 10, 15, 0, TimeSpan.Zero),
        "alice@acme.test",
        RecordSources.PromotionEngine);

    private static Dictionary<string, string> Grant(string group, string active) => new(StringComparer.Ordinal)
    {
        ["id"] = $"{group}|{Dev.Value}",
        ["ssoGroupId"] = group,
        ["devAccountId"] = Dev.Value,
        ["ssoGroupName"] = $"Group {group}",
        ["devAccountName"] = "Acme Dev",
        ["isActive"] = active,
    };

    private static Dictionary<string, string> RequiredOf(GoldenRecordModel model) => model.Fields.Where(field => field.Required).ToDictionary(
        field => field.Name,
        field => field.Type switch
        {
            GoldenFieldType.Integer => "1",
            GoldenFieldType.DateTime => "2026-02-01T10:15:00Z",
            _ => field.Name[..Math.Min(5, field.Name.Length)],
        },
        StringComparer.Ordinal);
}

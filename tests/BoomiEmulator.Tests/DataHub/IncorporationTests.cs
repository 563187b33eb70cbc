namespace BoomiEmulator.Tests.DataHub;

internal sealed class IncorporationTests : DataHubTestBase
{
    private const string Notes = "<notes>kept</notes><prodLatestVersion>7</prodLatestVersion>";

    [TestCase("<componentmapping><id>1</id><devComponentId>c</devComponentId><devAccountId>a</devAccountId><componentName>n</componentName><nonsense>x</nonsense></componentmapping>", "PARSE_FAILURE", TestName = "D11 Entity_UnknownField_ParseFailure")]
    [TestCase("<componentmapping><id>1</id><DEVCOMPONENTID>c</DEVCOMPONENTID></componentmapping>", "PARSE_FAILURE", TestName = "D11 Entity_UniqueIdInsteadOfName_ParseFailure")]
    [TestCase("<componentmapping><devComponentId>c</devComponentId><devAccountId>a</devAccountId><componentName>n</componentName></componentmapping>", "PARSE_FAILURE", TestName = "D11 Entity_NoId_ParseFailure")]
    [TestCase("<componentmapping><id>1</id><devComponentId>c</devComponentId><devComponentId>d</devComponentId></componentmapping>", "PARSE_FAILURE", TestName = "D11 Entity_FieldTwice_ParseFailure")]
    [TestCase("<componentmapping op='MERGE'><id>1</id></componentmapping>", "PARSE_FAILURE", TestName = "D11 Entity_UnknownOperation_ParseFailure")]
    [TestCase("<componentmapping><id>1</id><devComponentId>c</devComponentId><devAccountId>a</devAccountId></componentmapping>", "REQUIRED_FIELD", TestName = "D11 Entity_RequiredFieldMissing_RequiredField")]
    [TestCase("<componentmapping><id>1</id><devComponentId>c</devComponentId><devAccountId>a</devAccountId><componentName/></componentmapping>", "REQUIRED_FIELD", TestName = "D11 Entity_RequiredFieldEmpty_RequiredField")]
    [TestCase("<componentmapping><id>1</id><componentName>n</componentName></componentmapping>", "REQUIRED_FIELD", TestName = "Entity_WithoutWhatTheMatchRulesNeed_RequiredField")]
    public async Task D11_Entity_Wrong_IsAcceptedAndQuarantined(string entity, string cause)
    {
        Assert.That(await OutcomeAsync(entity), Is.EqualTo($"QUARANTINED {cause}"));
        Assert.That(World.Records(Main.Id, TestModel.Name), Is.Empty);
    }

    [TestCase("componentName", 255, "COMPLETED CREATED")]
    [TestCase("componentName", 256, "QUARANTINED FIELD_FORMAT_ERROR")]
    [TestCase("notes", 5000, "COMPLETED CREATED")]
    [TestCase("notes", 5001, "QUARANTINED FIELD_FORMAT_ERROR")]
    public async Task D11_Entity_TextLength_IsLimitedByType(string field, int length, string outcome)
    {
        var text = new string('x', length);
        var entity = field == "notes" ? Entity("a", "c", more: $"<notes>{text}</notes>") : Entity("a", "c", text);

        Assert.That(await OutcomeAsync(entity), Is.EqualTo(outcome));
    }

    [Test]
    public async Task D11_Entity_TextLongerThanTheFieldsMaximum_FieldFormatError()
    {
        Assert.That(await OutcomeAsync(Entity("a", new string('x', 64), id: "1")), Is.EqualTo("COMPLETED CREATED"));
        Assert.That(await OutcomeAsync(Entity("a", new string('x', 65), id: "2")), Is.EqualTo("QUARANTINED FIELD_FORMAT_ERROR"));
    }

    [TestCase("prodLatestVersion", "41a", false)]
    [TestCase("prodLatestVersion", "00045", true)]
    [TestCase("prodLatestVersion", "4.5", false)]
    [TestCase("share", "0.25", true)]
    [TestCase("share", "a quarter", false)]
    [TestCase("lastPromotedAt", "2026-02-01T10:15:00Z", true)]
    [TestCase("lastPromotedAt", "2026-02-01T10:15:00.123Z", true)]
    [TestCase("lastPromotedAt", "2026-02-01 10:15", false)]
    [TestCase("frozenOn", "2026-02-30", false)]
    [TestCase("nightlyAt", "25:00:00", false)]
    [TestCase("isShared", "true", true)]
    [TestCase("isShared", "yes", false)]
    [TestCase("mappingSource", "ADMIN_SEEDING", true)]
    [TestCase("mappingSource", "SOMEBODY", false)]
    public async Task Entity_ValueOfAType_HasToHaveItsForm(string field, string value, bool fits)
    {
        var outcome = await OutcomeAsync(Entity("a", "c", more: $"<{field}>{value}</{field}>"));

        Assert.That(outcome, Is.EqualTo(fits ? "COMPLETED CREATED" : "QUARANTINED FIELD_FORMAT_ERROR"));
    }

    [Test]
    public async Task Entity_WrongNumber_IsToldInTheBatch()
    {
        var status = await UpsertAsync(Batch(Entity("a", "good"), Entity("a", "bad", more: "<prodLatestVersion>41a</prodLatestVersion>")));
        var bad = status.Element("entities")!.Elements("entity").Last();

        Assert.Multiple(() =>
        {
            Assert.That(status.Element("state")?.Value, Is.EqualTo("COMPLETED"));
            Assert.That(status.Element("quarantinedCount")?.Value, Is.EqualTo("1"));
            Assert.That(status.Element("createdCount")?.Value, Is.EqualTo("1"));
            Assert.That(bad.Element("message")?.Value, Is.EqualTo("The record's {prodLatestVersion} field value '41a' is not in a valid INTEGER format."));
            Assert.That(bad.Element("sourceEntityId")?.Value, Is.EqualTo("a|bad"));
            Assert.That(bad.Element("recordId"), Is.Null);
        });
    }

    [Test]
    public async Task D14_Entity_SameSourceAndId_UpdatesTheOneRecord()
    {
        Assert.That(await OutcomeAsync(Entity("a", "c", "First")), Is.EqualTo("COMPLETED CREATED"));
        Assert.That(await OutcomeAsync(Entity("a", "c", "Second")), Is.EqualTo("COMPLETED UPDATED"));

        var records = World.Records(Main.User, "componentmapping");
        Assert.That(records, Has.Count.EqualTo(1));
        Assert.That(records[0]["componentName"], Is.EqualTo("Second"));
    }

    [Test]
    public async Task D14_Entity_SameNaturalKeyUnderAnotherId_IsAPossibleDuplicate()
    {
        await OutcomeAsync(Entity("Acme-A", "Comp", id: "one"));

        Assert.That(await OutcomeAsync(Entity("acme-a", " comp ", id: "two")), Is.EqualTo("QUARANTINED POSSIBLE_DUPLICATE"), "Matching ignores case and blanks around.");
        Assert.That(await OutcomeAsync(Entity("acme-b", "comp", id: "three")), Is.EqualTo("COMPLETED CREATED"), "Both fields of the rule have to agree.");
    }

    [Test]
    public async Task D14_Entity_SameNaturalKeyFromAnotherSource_IsLinkedToTheRecord()
    {
        await OutcomeAsync(Entity("a", "c"));

        var same = await OutcomeAsync(Entity("a", "c"), "ADMIN_SEEDING");
        await OutcomeAsync(Entity("a", "d"));
        var changed = await OutcomeAsync(Entity("a", "d", "Renamed"), "ADMIN_SEEDING");

        var records = World.Records(Main.Id, TestModel.Name);
        Assert.Multiple(() =>
        {
            Assert.That(same, Is.EqualTo("COMPLETED LINKED"));
            Assert.That(changed, Is.EqualTo("COMPLETED LINKED_WITH_UPDATE"));
            Assert.That(records.Select(record => record["componentName"]), Is.EqualTo(new[] { "Order sync", "Renamed" }));
        });
    }

    [Test]
    public async Task D15_Entity_AbsentFieldKeeps_EmptyElementClears()
    {
        await OutcomeAsync(Entity("a", "c", more: Notes));
        await OutcomeAsync(Entity("a", "c"));
        var kept = World.Records(Main.Id, TestModel.Name)[0];
        await OutcomeAsync(Entity("a", "c", more: "<notes/>"));
        var cleared = World.Records(Main.Id, TestModel.Name)[0];

        Assert.Multiple(() =>
        {
            Assert.That(kept["notes"], Is.EqualTo("kept"));
            Assert.That(cleared.ContainsKey("notes"), Is.False);
            Assert.That(cleared["prodLatestVersion"], Is.EqualTo("7"));
        });
    }

    [Test]
    public async Task D15_Entity_RequiredFieldAbsentOnUpdate_IsKept_ButEmptyIsQuarantined()
    {
        await OutcomeAsync(Entity("a", "c"));

        Assert.That(await OutcomeAsync("<componentmapping><id>a|c</id><notes>x</notes></componentmapping>"), Is.EqualTo("COMPLETED UPDATED"));
        Assert.That(await OutcomeAsync("<componentmapping><id>a|c</id><componentName/></componentmapping>"), Is.EqualTo("QUARANTINED REQUIRED_FIELD"));
    }

    [Test]
    public async Task D16_Entity_OperationDelete_EndDatesAndTheKeyIsSpent()
    {
        await OutcomeAsync(Entity("a", "c"));
        var recordId = World.Records(Main.Id, TestModel.Name)[0]["@recordId"];
        Time.Advance(TimeSpan.FromMinutes(5));

        var deleted = await OutcomeAsync("<componentmapping op='DELETE'><id>a|c</id></componentmapping>");
        var query = await QueryAsync(string.Empty);
        var read = await RepositoryAsync(HttpMethod.Get, $"/records/{recordId}");
        var again = await OutcomeAsync(Entity("a", "c"));

        Assert.Multiple(() =>
        {
            Assert.That(deleted, Is.EqualTo("COMPLETED DELETED"));
            Assert.That(query.Xml.Attribute("totalCount")?.Value, Is.EqualTo("0"));
            Assert.That(read.Xml.Attribute("enddate")?.Value, Is.EqualTo("02-01-2026T10:05:00.000+0000"));
            Assert.That(read.Xml.Attribute("enddatesource")?.Value, Is.EqualTo("PROMOTION_ENGINE"));
            Assert.That(again, Is.EqualTo("QUARANTINED RECORD_ALREADY_ENDDATED"));
        });
    }

    [Test]
    public async Task Entity_NaturalKeyOfAnEndDatedOrRenamedRecord_IsFree()
    {
        await OutcomeAsync(Entity("a", "ended", id: "one"));
        await OutcomeAsync(Entity("a", "renamed", id: "two"));
        await OutcomeAsync("<componentmapping op='DELETE'><id>one</id></componentmapping>");
        await OutcomeAsync(Entity("a", "otherwise", id: "two"));

        Assert.That(await OutcomeAsync(Entity("a", "ended", id: "three")), Is.EqualTo("COMPLETED CREATED"));
        Assert.That(await OutcomeAsync(Entity("a", "renamed", id: "four")), Is.EqualTo("COMPLETED CREATED"));
        Assert.That(await OutcomeAsync(Entity("a", "otherwise", id: "five")), Is.EqualTo("QUARANTINED POSSIBLE_DUPLICATE"));
    }

    [Test]
    public async Task Entity_OperationCreate_SkipsMatching()
    {
        await OutcomeAsync(Entity("a", "c", id: "one"));

        var forced = await OutcomeAsync(Entity("a", "c", id: "two").Replace("<componentmapping>", "<componentmapping op='CREATE'>", StringComparison.Ordinal));
        var again = await OutcomeAsync(Entity("a", "c", id: "two").Replace("<componentmapping>", "<componentmapping op='CREATE'>", StringComparison.Ordinal));
        var many = await OutcomeAsync(Entity("a", "c", id: "x"), "ADMIN_SEEDING");

        Assert.That(forced, Is.EqualTo("COMPLETED CREATED"));
        Assert.That(again, Is.EqualTo("QUARANTINED INCORPORATE_ERROR"));
        Assert.That(many, Is.EqualTo("QUARANTINED MULTIPLE_MATCHES"));
    }

    [Test]
    public async Task Entity_TenMatches_IsAmbiguous()
    {
        for (var number = 0; number < 10; number++)
            await OutcomeAsync(Entity("a", "c", id: $"{number}").Replace("<componentmapping>", "<componentmapping op='CREATE'>", StringComparison.Ordinal));

        Assert.That(await OutcomeAsync(Entity("a", "c", id: "x"), "ADMIN_SEEDING"), Is.EqualTo("QUARANTINED AMBIGUOUS_MATCH"));
    }

    [Test]
    public async Task Entity_WithRecordId_IsLinkedToThatRecord()
    {
        await OutcomeAsync(Entity("a", "c"));
        var recordId = World.Records(Main.Id, TestModel.Name)[0]["@recordId"];

        var linked = await OutcomeAsync($"<componentmapping grid='{recordId}'><id>other</id><notes>by id</notes></componentmapping>", "ADMIN_SEEDING");
        var unknown = await OutcomeAsync("<componentmapping grid='nothing'><id>more</id><notes>by id</notes></componentmapping>", "ADMIN_SEEDING");

        Assert.That(linked, Is.EqualTo("COMPLETED LINKED_WITH_UPDATE"));
        Assert.That(unknown, Is.EqualTo("QUARANTINED INCORPORATE_ERROR"));
    }

    [Test]
    public async Task Entity_UnchangedWithEarlyChangeDetection_IsPassedOver()
    {
        var sources = TestModel.Source("EARLY", "Contribute", "<mdm:earlyChangeDetectionEnabled>true</mdm:earlyChangeDetectionEnabled>");
        World.Deploy(Other.Id, TestModel.Request(name: "Early", sources: sources));
        var universe = World.UniverseId(Other.Id, "Early");
        var batch = BatchOf("EARLY", Entity("a", "c")).Replace("componentmapping", "early", StringComparison.Ordinal);

        var outcomes = new List<string?>();
        for (var round = 0; round < 2; round++)
        {
            var accepted = await SendAsync(HttpMethod.Post, $"/mdm/universes/{universe}/records", batch, Other.User, Other.Token);
            var status = await SendAsync(HttpMethod.Get, $"/mdm/universes/{universe}/records/updates/{accepted.BatchId}?includeEntities=true", body: null, Other.User, Other.Token);
            outcomes.Add(status.Xml.Descendants("stateDetail").Single().Value);
        }

        Assert.That(outcomes, Is.EqualTo(new[] { "CREATED", "NOOP" }));
    }

    [Test]
    public async Task Entity_IdOfAnyCharactersAndLength_IsKeptVerbatim()
    {
        var id = new string('k', 300) + "@x/y|z %2F";
        await OutcomeAsync(Entity("a", "c", id: id));

        var links = (await QueryAsync(string.Empty, "includeSourceLinks='true'")).Xml.Descendants("link").Single();

        Assert.That(links.Attribute("entityId")?.Value, Is.EqualTo(id));
    }

    [Test]
    public async Task MatchPreview_TellsMatchesAndWritesNothing()
    {
        await OutcomeAsync(Entity("a", "c", id: "one"));

        var preview = await RepositoryAsync(HttpMethod.Post, "/match", Batch(Entity("a", "c", id: "one"), Entity("A", "C", id: "two"), Entity("a", "new")));
        var fromAnother = await RepositoryAsync(HttpMethod.Post, "/match", BatchOf("ADMIN_SEEDING", Entity("a", "c")));
        var empty = await RepositoryAsync(HttpMethod.Post, "/match", Batch());

        var results = preview.Xml.Elements("MatchResult").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Attribute("status")?.Value), Is.EqualTo(new[] { "ALREADY_LINKED", "SUCCESS", "SUCCESS" }));
            Assert.That(results[1].Element("duplicate")?.Element("componentmapping")?.Element("devComponentId")?.Value, Is.EqualTo("c"));
            Assert.That(results[1].Attribute("matchRule"), Is.Not.Null);
            Assert.That(results[2].Elements().Select(element => element.Name.LocalName), Is.EqualTo(new[] { "entity" }));
            Assert.That(fromAnother.Xml.Descendants("match").Count(), Is.EqualTo(1));
            Assert.That(((int)empty.Status, empty.Message), Is.EqualTo((400, "The match request did not contain any entities.")));
            Assert.That(World.Records(Main.Id, TestModel.Name), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void Upsert_EntityThatCannotBeIncorporated_FailsLoudly()
    {
        var entity = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "1", ["devComponentId"] = "c" };

        Assert.That(
            () => World.Upsert(Main.Id, TestModel.Name, "PROMOTION_ENGINE", [entity]),
            Throws.InvalidOperationException.With.Message.Contains("REQUIRED_FIELD"));
    }
}

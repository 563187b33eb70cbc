using PromotionEngine.Boomi.DataHub;
using Testing.Clocks;
using static PromotionEngine.Tests.Boomi.ScriptedConnection;

namespace PromotionEngine.Tests.Boomi.DataHub;

internal sealed class DataHubWireTests
{
    private const string Empty = "<RecordQueryResponse resultCount=\"0\" totalCount=\"0\"/>";
    private const string Token = "hub-s3cret";

    private static readonly GoldenRecordModel Model = GoldenRecordModels.ComponentMapping;

    private static readonly ComponentMapping Mapping =
        new("dev", "component", "prod-component", "A", "process", "prod", 1, DateTimeOffset.UnixEpoch, "alice", RecordSources.PromotionEngine);

    [Test]
    public async Task Query_Request_HasNoNamespaceUpperCaseFieldsAndNoOffsetOnTheFirstPage()
    {
        var (client, connection) = Script(_ => Xml(Empty));

        await client.QueryAsync(Model, RecordFilter.All(RecordCondition.Equal("devAccountId", "acme"), new RecordCondition("mappingSource", RecordOperator.IsNull)));

        var sent = connection.Sent.Single();
        Assert.That((sent.PathAndQuery, sent.ContentType), Is.EqualTo(("/mdm/universes/u-1/records/query", "application/xml")));
        Assert.That(sent.Body, Is.EqualTo(
            "<RecordQueryRequest limit=\"200\"><filter op=\"AND\"><fieldValue><fieldId>DEVACCOUNTID</fieldId><operator>EQUALS</operator><value>acme</value></fieldValue>"
            + "<fieldValue><fieldId>MAPPINGSOURCE</fieldId><operator>IS_NULL</operator></fieldValue></filter></RecordQueryRequest>"));
    }

    [Test]
    public async Task QueryAny_TwoHundredAndFifty_AsksAHundredAQuery()
    {
        var (client, connection) = Script(_ => Xml(Empty));

        await client.QueryAnyAsync(Model, "devComponentId", [.. Enumerable.Range(0, 250).Select(number => $"c-{number}")]);

        Assert.That(connection.Sent.Select(sent => sent.Body.Split("<value>").Length - 1), Is.EquivalentTo(new[] { 100, 100, 50 }));
    }

    [Test]
    public async Task Query_LastPageStillHasAToken_StopsAtTheTotal()
    {
        var (client, connection) = Script(_ => Xml("\uFEFF<RecordQueryResponse resultCount=\"1\" totalCount=\"1\" offsetToken=\"MjAw\"><Record recordId=\"r\"><Fields><componentmapping><DEVcomponentId>c</DEVcomponentId></componentmapping></Fields></Record></RecordQueryResponse>"));

        var record = (await client.QueryAsync(Model, RecordFilter.Everything)).Single();

        Assert.That((record["devComponentId"], connection.Sent.Count), Is.EqualTo(("c", 1)));
    }

    [TestCase(400, "<error><message>This 'fieldId', 'X', is not in the model 'Y'.</message></error>", DataHubErrorKind.Refused, "is not in the model")]
    [TestCase(404, "<errors><error>A record with id '1' does not exist.</error></errors>", DataHubErrorKind.NotFound, "A record with id")]
    [TestCase(403, "<UserMessage id=\"e\" type=\"error\"><Data>Incorrect user name and password combination.</Data></UserMessage>", DataHubErrorKind.AuthFailed, "Incorrect user")]
    [TestCase(403, "<error><message>Unable to unmarshal RecordQueryRequest object from request stream.</message></error>", DataHubErrorKind.Refused, "unmarshal")]
    [TestCase(401, "<html><body><p>Problem accessing /mdm/universes.<br>Reason: UNAUTHORIZED</body></html>", DataHubErrorKind.AuthFailed, "UNAUTHORIZED")]
    [TestCase(500, "", DataHubErrorKind.ServerError, "500")]
    public void Query_EachErrorShape_TellsKindAndMessage(int status, string body, DataHubErrorKind kind, string part)
    {
        var (client, connection) = Script(_ => Xml(body, status));

        var thrown = Assert.ThrowsAsync<DataHubException>(() => client.QueryAsync(Model, RecordFilter.Everything));

        Assert.That((thrown!.Kind, connection.Sent.Count), Is.EqualTo((kind, 1)));
        Assert.That(thrown.Message, Does.Contain(part));
    }

    [TestCase("<!DOCTYPE x [<!ENTITY e \"v\">]><RecordQueryResponse/>")]
    [TestCase("<RecordQueryResponse>")]
    [TestCase("")]
    public void Query_HostileOrBrokenAnswer_IsMalformed(string body)
    {
        var (client, _) = Script(_ => Xml(body));

        var thrown = Assert.ThrowsAsync<DataHubException>(() => client.QueryAsync(Model, RecordFilter.Everything));

        Assert.That(thrown!.Kind, Is.EqualTo(DataHubErrorKind.Malformed));
    }

    [Test]
    public void Query_BusyForever_IsBusyAfterFourTriesAndHidesTheToken()
    {
        var (client, connection) = Script(sent => Xml($"<error><message>busy {Token} {sent.Authorization}</message></error>", 503));

        var thrown = Assert.ThrowsAsync<DataHubException>(() => client.QueryAsync(Model, RecordFilter.Everything));

        Assert.That((thrown!.Kind, connection.Sent.Count), Is.EqualTo((DataHubErrorKind.Busy, 4)));
        Assert.That(thrown.ToString(), Does.Not.Contain(Token).And.Not.Contain(connection.Sent.First().Authorization.Split(' ')[1]));
    }

    [TestCase(0, WriteOutcomeKind.Errored)]
    [TestCase(1, WriteOutcomeKind.Quarantined)]
    public async Task Upsert_BatchThatKeepsSilentAboutAnEntity_IsNotTakenForSuccess(int quarantined, WriteOutcomeKind kind)
    {
        var (client, _) = Script(sent => sent switch
        {
            { Method: "GET" } => Xml($"<batch><state>COMPLETED</state><quarantinedCount>{quarantined}</quarantinedCount></batch>"),
            _ => Text("\uFEFFhttps://hub.example/mdm/universes/u-1/records/updates/42\n", "text/plain", 202),
        });

        var outcome = (await client.UpsertAsync(Model, "S", [new GoldenRecordWrite(new Dictionary<string, string>()) { EntityId = "e" }])).Single();

        Assert.That(outcome.Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Upsert_AfterItsTime_IsNotSent()
    {
        var (client, connection) = Script(_ => Xml(Empty));
        var closed = new WriteWindow(TimeProvider.System, TimeSpan.Zero);

        var thrown = Assert.ThrowsAsync<DataHubException>(() => new ComponentMappings(client).WriteAsync([Mapping], closed));

        Assert.That(thrown!.Kind, Is.EqualTo(DataHubErrorKind.TimedOut));
        Assert.That(connection.Sent.Select(sent => sent.PathAndQuery), Has.None.EndsWith("/records"));
    }

    [Test]
    public void Upsert_WhenDataHubIsBusyUntilItsTimeIsOver_IsNotSentAgain()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var (client, connection) = Script(sent =>
        {
            if (sent is not { Method: "POST" } || !sent.PathAndQuery.EndsWith("/records", StringComparison.Ordinal))
            {
                return Xml(Empty);
            }

            clock.Advance(TimeSpan.FromMinutes(1));
            return Xml("<error><message>busy</message></error>", 503);
        });

        var thrown = Assert.ThrowsAsync<DataHubException>(() => new ComponentMappings(client).WriteAsync([Mapping], new WriteWindow(clock, TimeSpan.FromMinutes(1))));

        Assert.That(thrown!.Kind, Is.EqualTo(DataHubErrorKind.TimedOut));
        Assert.That(connection.Sent.Count(sent => sent.PathAndQuery.EndsWith("/records", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Upsert_UniverseTakesFewerAtOnce_SendsHalves()
    {
        var sizes = new List<int>();
        var (client, _) = Script(sent =>
        {
            if (sent.Method == "GET")
            {
                return Xml("<batch><state>COMPLETED</state><entities/></batch>");
            }

            var size = sent.Body.Split("<id>").Length - 1;
            sizes.Add(size);
            return size > 2
                ? Xml("<error><message>The batch update with id '1' was rejected because it contains more source entities than the universe can accept in a single batch (current max is: 2).</message></error>", 400)
                : Text("http://h/updates/7", "text/plain", 202);
        });

        await client.UpsertAsync(Model, "S", [.. Enumerable.Range(0, 5).Select(number => new GoldenRecordWrite(new Dictionary<string, string>()) { EntityId = $"e{number}" })]);

        Assert.That(sizes, Is.EqualTo(new[] { 5, 2, 3, 1, 2 }));
    }

    [Test]
    public void Options_EverythingWrong_NamesEverySetting()
    {
        var options = new DataHubOptions
        {
            RepositoryAddress = new Uri("http://u:p@h"),
            CallTimeout = TimeSpan.Zero,
            BatchTimeout = TimeSpan.Zero,
            MaxEntitiesPerBatch = 201,
            MaxParallelCalls = 0,
            MaxResponseBytes = 0,
            MaxRetryAfter = TimeSpan.FromDays(1),
            GrantsKeptFor = TimeSpan.FromDays(1),
        };

        Assert.That(options.Problems(), Has.Count.EqualTo(10));
    }

    private static (DataHubClient Client, ScriptedConnection Connection) Script(Func<SentRequest, HttpResponseMessage> answer)
    {
        var connection = new ScriptedConnection(answer);
        var options = new DataHubOptions { RepositoryAddress = new Uri("http://127.0.0.1:1/mdm/"), User = "u", Token = Token };
        options.Universes[Model.Name] = "u-1";
        return (new DataHubClient(new HttpClient(connection) { Timeout = Timeout.InfiniteTimeSpan }, options, new LeapingClock(options.CallTimeout), logger: null, jitter: () => 0), connection);
    }
}

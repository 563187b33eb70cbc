namespace BoomiEmulator.Tests.Platform;

internal sealed class QueryTests : PlatformFixture
{
    [Test]
    public async Task C8_EmptyFilter_Returns100OfAllRowsAndAToken()
    {
        Folders(101);
        var page = await PostAsync("Folder/query", "{\"QueryFilter\":{}}");
        Assert.That(page.Rows, Has.Count.EqualTo(100));
        Assert.That(page.Json.GetProperty("numberOfResults").GetInt32(), Is.EqualTo(101));
        Assert.That(page.Json.GetProperty("queryToken").GetString(), Is.Not.Empty);
    }

    [TestCase("text/plain")]
    [TestCase("application/json")]
    public async Task C9_QueryMoreWithTheRawToken_ReturnsTheRestWithoutToken(string contentType)
    {
        Folders(101);
        var first = await PostAsync("Folder/query", "{\"QueryFilter\":{}}");
        var more = await PostAsync("Folder/queryMore", first.Json.GetProperty("queryToken").GetString()!, contentType);
        Assert.That(more.Rows, Has.Count.EqualTo(1));
        Assert.That(more.Json.TryGetProperty("queryToken", out _), Is.False);
        Assert.That(first.Rows.Concat(more.Rows).Select(row => row.GetProperty("id").GetString()), Is.Unique);
    }

    [Test]
    public async Task C9_ThreePagesInXml_ReturnEveryRowOnce()
    {
        Folders(250);
        var ids = new List<string>();
        var page = await PostXmlAsync("Folder/query", $"<QueryConfig xmlns=\"{Bns}\"><QueryFilter/></QueryConfig>");
        for (var pages = 1; ; pages++)
        {
            ids.AddRange(page.Xml.Elements().Where(e => e.Name.LocalName == "result").Select(e => e.Attribute("id")!.Value));
            if (page.Xml.Elements().FirstOrDefault(e => e.Name.LocalName == "queryToken") is not { } token)
            {
                Assert.That(pages, Is.EqualTo(3));
                break;
            }

            page = await PostAsync("Folder/queryMore", token.Value, "text/plain", "application/xml");
        }

        Assert.That(ids, Is.Unique.And.Count.EqualTo(250));
    }

    [Test]
    public async Task C9_WrongTokens_Answer400()
    {
        Folders(101);
        var token = (await PostAsync("Folder/query", "{\"QueryFilter\":{}}")).Json.GetProperty("queryToken").GetString();
        Assert.That((await PostAsync("Folder/queryMore", "garbage", "text/plain")).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("Folder/queryMore", $"{{\"queryToken\":\"{token}\"}}")).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("Branch/queryMore", token!, "text/plain")).Status, Is.EqualTo(400), "another object's token");
    }

    [Test]
    public async Task C10_NestedGroups_Combine()
    {
        foreach (var name in new[] { "Alpha", "alphabet", "Beta", "Gamma" })
            World.CreateFolder(Account, name, parentId: null);

        var answer = await PostAsync("Folder/query", Filter(Group(
            "or",
            Group("and", Test("LIKE", "name", "ALPHA%"), Test("NOT_EQUALS", "name", "Alpha")),
            Test("EQUALS", "name", "Gamma"))));
        Assert.That(Names(answer), Is.EquivalentTo(new[] { "alphabet", "Gamma" }));
    }

    [TestCase("LIKE", "name", new[] { "%et%" }, new[] { "alphabet", "Beta" })]
    [TestCase("CONTAINS", "name", new[] { "BET" }, new[] { "alphabet", "Beta" })]
    [TestCase("NOT_CONTAINS", "name", new[] { "a" }, new string[0])]
    [TestCase("BETWEEN", "name", new[] { "Alpha", "Beta" }, new[] { "Acme", "Alpha", "Beta" })]
    [TestCase("GREATER_THAN", "name", new[] { "Beta" }, new[] { "Gamma", "alphabet" })]
    [TestCase("LESS_THAN_OR_EQUAL", "name", new[] { "Alpha" }, new[] { "Acme", "Alpha" })]
    [TestCase("IS_NULL", "parentId", new string[0], new[] { "Acme" })]
    [TestCase("EQUALS", "deleted", new[] { "true" }, new string[0])]
    public async Task C10_Operators_Compare(string @operator, string property, string[] arguments, string[] expected)
    {
        foreach (var name in new[] { "Alpha", "alphabet", "Beta", "Gamma" })
            World.CreateFolder(Account, name, parentId: null);

        if (@operator == "BETWEEN")
            expected = [.. expected.Where(name => string.CompareOrdinal(name, "Alpha") >= 0)];

        Assert.That(Names(await QueryAsync("Folder", @operator, property, arguments)), Is.EquivalentTo(expected));
    }

    [Test]
    public async Task C10_Dates_CompareAsTime()
    {
        NewBranch("early");
        Clock.Advance(TimeSpan.FromMinutes(1));
        NewBranch("late");
        Assert.That(Names(await QueryAsync("Branch", "GREATER_THAN", "createdDate", "2026-02-01T10:00:30Z")), Is.EqualTo(new[] { "late" }));
    }

    [TestCase("STARTS_WITH", "name", new[] { "A" })]
    [TestCase("EQUALS", "fullPath", new[] { "A" })]
    [TestCase("EQUALS", "name", new string[0])]
    [TestCase("BETWEEN", "name", new[] { "A" })]
    public async Task C10_InvalidExpressions_Answer400(string @operator, string property, string[] arguments) =>
        Assert.That((await QueryAsync("Folder", @operator, property, arguments)).Status, Is.EqualTo(400));

    [Test]
    public async Task C10_BooleanArguments_MayBeReal() =>
        Assert.That((await PostAsync("Folder/query", Filter("{\"operator\":\"EQUALS\",\"property\":\"deleted\",\"argument\":[false]}"))).Rows, Has.Count.EqualTo(1));

    [Test]
    public async Task C11_XmlQueryConfig_Works()
    {
        World.CreateFolder(Account, "Orders", parentId: null);
        var answer = await PostXmlAsync("Folder/query", Config(
            "<expression xsi:type=\"GroupingExpression\" operator=\"and\">"
            + "<nestedExpression xsi:type=\"SimpleExpression\" operator=\"EQUALS\" property=\"name\"><argument>Orders</argument></nestedExpression>"
            + "<nestedExpression xsi:type=\"SimpleExpression\" operator=\"EQUALS\" property=\"deleted\"><argument>false</argument></nestedExpression></expression>"));
        var result = answer.Xml.Elements().Single();
        Assert.That(answer.Attribute("numberOfResults"), Is.EqualTo("1"));
        Assert.That(result.Attribute("fullPath")!.Value, Is.EqualTo("Acme/Orders"));
        Assert.That(result.Attributes().Single(a => a.Name.LocalName == "type").Value, Is.EqualTo("bns:Folder"));
    }

    [Test]
    public async Task C11_RootQueryFilter_Answers400() =>
        Assert.That((await PostXmlAsync("Folder/query", $"<QueryFilter xmlns=\"{Bns}\"/>")).Message, Does.Contain("expected QueryConfig"));

    [Test]
    public async Task C11_MissingNamespace_Answers400() =>
        Assert.That((await PostXmlAsync("Folder/query", "<QueryConfig><QueryFilter/></QueryConfig>")).Message, Does.Contain("Unable to read message body"));

    [Test]
    public async Task C12_NoRows_Answers200WithoutResult()
    {
        var answer = await QueryAsync("Folder", "EQUALS", "name", "none");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Json.GetProperty("numberOfResults").GetInt32(), Is.Zero);
        Assert.That(answer.Json.TryGetProperty("result", out _), Is.False);
    }

    [Test]
    public async Task C13_BulkWithAnUnknownId_AnswersAnEntryWith400()
    {
        var main = World.MainBranch(Account).Id;
        var answer = await PostAsync("Branch/bulk", $"{{\"type\":\"GET\",\"request\":[{{\"id\":\"{main}\"}},{{\"id\":\"x\"}}]}}");
        var entries = answer.Json.GetProperty("response").EnumerateArray().ToList();
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(entries[0].GetProperty("Result").GetProperty("name").GetString(), Is.EqualTo("main"));
        Assert.That(entries[0].GetProperty("statusCode").GetInt32(), Is.EqualTo(200));
        Assert.That(entries[1].GetProperty("statusCode").GetInt32(), Is.EqualTo(400));
        Assert.That(entries[1].GetProperty("errorMessage").GetString(), Does.Contain("invalid"));
    }

    [TestCase("Branch", 100, 200)]
    [TestCase("Branch", 101, 400)]
    [TestCase("ComponentMetadata", 101, 400)]
    [TestCase("Component", 5, 200)]
    [TestCase("Component", 6, 400)]
    public async Task C13_BulkSize_IsLimited(string name, int ids, int status)
    {
        var body = $"<api:BulkRequest xmlns:api=\"{Bns}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" type=\"GET\">"
            + string.Concat(Enumerable.Range(0, ids).Select(i => $"<api:request xsi:type=\"api:BulkId\" id=\"{Guid(i)}\"/>")) + "</api:BulkRequest>";
        var answer = await PostXmlAsync($"{name}/bulk", body);
        Assert.That(answer.Status, Is.EqualTo(status));
        if (status == 200)
            Assert.That(answer.Xml.Elements().Count(e => e.Attribute("statusCode")!.Value == "400"), Is.EqualTo(ids));
    }

    [Test]
    public async Task Rows_OfThousandsOfComponents_AreFoundByOrListsOfIdsQuickly()
    {
        for (var n = 0; n < 2000; n++)
            AddProcess(n);

        var expression = Group("and", Test("EQUALS", "currentVersion", "true"), Group("or", [.. Enumerable.Range(500, 100).Select(n => Test("EQUALS", "componentId", Guid(n)))]));
        var began = TimeProvider.System.GetTimestamp();
        var answer = await PostAsync("ComponentMetadata/query", Filter(expression));
        Assert.That(answer.Rows, Has.Count.EqualTo(100));
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    private static IEnumerable<string> Names(Answer answer) => answer.Rows.Select(row => row.GetProperty("name").GetString()!);

    private static string Config(string expression) =>
        $"<QueryConfig xmlns=\"{Bns}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><QueryFilter>{expression}</QueryFilter></QueryConfig>";

    /// <summary>Folders, so that the account has that many with its root.</summary>
    private void Folders(int count)
    {
        for (var i = 1; i < count; i++)
            World.CreateFolder(Account, $"F{i}", parentId: null);
    }
}

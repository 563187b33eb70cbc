using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FlowEngine;
using FlowServiceHost.Tests.FlowConnector.Support;
using FlowServiceHost.Tests.Support;
using Testing;

namespace FlowServiceHost.Tests.FlowConnector;

/// <summary>Items 1 to 16 of the connector's acceptance list.</summary>
public sealed class MetadataTests
{
    private const string First = """{"culture":{"id":null,"developerName":null,"developerSummary":null,"brand":null,"language":"EN","country":"US","variant":null},"uri":"https://flow.example.com/fs/PromotionService","configurationValues":[]}""";

    private const string Second = """{"culture":{"id":null,"developerName":null,"developerSummary":null,"brand":null,"language":"EN","country":"US","variant":null},"uri":"https://flow.example.com/fs/PromotionService","configurationValues":[{"valueElementId":null,"developerName":"primaryAccountId","contentValue":"acme-AB12CD","contentType":null,"objectData":null}]}""";

    private static HostUnderTest Host => SharedHost.Host;

    private static IEnumerable<HttpContent?> FirstBodies()
    {
        yield return FlowRequests.Json(First);
        yield return FlowRequests.Json("{}");
        yield return FlowRequests.Json(string.Empty);
        yield return new StringContent(string.Empty, Encoding.UTF8, "application/x-www-form-urlencoded");
        yield return new FormUrlEncodedContent([KeyValuePair.Create("uri", "https://flow.example.com")]);
        yield return null;
    }

    [TestCaseSource(nameof(FirstBodies))]
    public async Task Item01_Metadata_OfAnyFirstBody_HasTheShape(HttpContent? content)
    {
        var answer = await Host.SendAsync("POST", "/metadata", content);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        Assert.That(Shape.BreachesOf("Metadata", JsonNode.Parse(answer.Text)), Is.Empty);
        Assert.That(answer.Body.GetProperty("actions").GetArrayLength(), Is.EqualTo(Bodies.Catalogue.Actions.Count));
    }

    [Test]
    public async Task Item02_Metadata_WithAndWithoutConfigurationAndByGet_IsTheSame()
    {
        var first = await TextAsync("POST", "/metadata", First);

        Assert.That(await TextAsync("POST", "/metadata", Second), Is.EqualTo(first));
        Assert.That((await Host.SendAsync("GET", "/metadata")).Text, Is.EqualTo(first));
    }

    [TestCase(Second)]
    [TestCase("""{"configurationValues":[]}""")]
    public async Task Item03_Install_HoldsActionsAndTheTypesTwice(string body)
    {
        var json = JsonNode.Parse(await TextAsync("POST", "/metadata/install", body))!;

        Assert.That(Shape.BreachesOf("Metadata", json), Is.Empty);
        Assert.That(json["actions"]!.AsArray(), Is.Not.Empty);
        Assert.That(json["types"]!.AsArray(), Is.Not.Empty);
        Assert.That(JsonNode.DeepEquals(json["types"], json["install"]!["typeElements"]));
    }

    [Test]
    public async Task Item04_Base_WithoutTrailingSlash_WorksAndNothingRedirects()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Host.Client.BaseAddress };
        foreach (var path in (string[])["/metadata", "/metadata/", "//metadata", "/metadata/install", "/", ""])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, HostUnderTest.BasePath + path) { Content = FlowRequests.Json("{}") };
            request.Headers.Authorization = HostUnderTest.Basic();
            using var answer = await http.SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.Not.InRange(300, 399), path);
        }

        Assert.That((await Host.SendAsync("POST", "/metadata", FlowRequests.Json("{}"))).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Item05_NoFlagAndNoNumber_IsNull()
    {
        string[] never = ["isRequired", "required", "order", "ordinal", "isViewMessageAction"];
        var members = Members(JsonNode.Parse(await TextAsync("POST", "/metadata/install", Second))!).ToList();

        Assert.That(members.Where(member => never.Contains(member.Key) || member.Key.StartsWith("provides", StringComparison.Ordinal)).Select(member => member.Value), Has.None.Null);
    }

    [Test]
    public async Task Item06_EveryValue_SaysItInBothSpellings()
    {
        var values = await DescribedAsync();

        Assert.That(values, Is.Not.Empty);
        Assert.That(values.Where(value => (bool)value["isRequired"]! != (bool)value["required"]! || (int)value["order"]! != (int)value["ordinal"]!), Is.Empty);
    }

    [Test]
    public async Task Item07_OnlyLogic_IsProvided()
    {
        var provided = JsonNode.Parse(await TextAsync("POST", "/metadata", First))!.AsObject().Where(member => member.Key.StartsWith("provides", StringComparison.Ordinal)).ToList();

        Assert.That(provided, Has.Count.EqualTo(13));
        Assert.That(provided.Where(member => (bool)member.Value!).Select(member => member.Key), Is.EqualTo(new[] { "providesLogic" }));
    }

    [Test]
    public async Task Item08_UriParts_AreUniqueAndLeadSomewhere()
    {
        var parts = (await ActionsAsync()).Select(action => (string)action["uriPart"]!).ToList();

        Assert.That(parts, Is.Unique);
        Assert.That(parts, Has.None.StartsWith("/"));
        Assert.That(parts, Is.SupersetOf(new[] { "actions/executePromotion", "actions/getDevAccounts", "actions/validateScript" }));
        foreach (var part in parts)
        {
            Assert.That((await Host.SendAsync("POST", $"/{part}", FlowRequests.Json("{}"))).Status, Is.EqualTo(HttpStatusCode.BadRequest), part);
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Item09_EveryObjectAndList_NamesATypeAndNothingElseDoes(bool wrapped)
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Flow:DescribeWrapped", (string?)wrapped.ToString())]);
        var metadata = JsonNode.Parse((await host.SendAsync("POST", "/metadata", FlowRequests.Json(First))).Text)!;
        var types = metadata["install"]!["typeElements"]!.AsArray().Select(type => (string)type!["developerName"]!).ToList();
        var entries = Objects(metadata).Where(json => json.ContainsKey("typeElementDeveloperName") && json.ContainsKey("contentType")).ToList();

        Assert.That(entries, Is.Not.Empty);
        foreach (var entry in entries)
        {
            var isTyped = (string)entry["contentType"]! is "ContentObject" or "ContentList";
            Assert.That((string?)entry["typeElementDeveloperName"], isTyped ? Is.AnyOf([.. types]) : Is.Null, entry.ToJsonString());
        }
    }

    [Test]
    public async Task Item10_TypeNames_AreUniqueAndNamedAsTheListenerDoes()
    {
        var types = await TypesAsync();
        var names = types.Select(type => (string)type["developerName"]!).ToList();

        Assert.That(names, Is.Unique);
        Assert.That(names, Has.All.Match(@"\A[a-z][A-Za-z]+ (REQUEST|RESPONSE) - [a-z][A-Za-z_]+\z"));
        Assert.That(names, Is.SupersetOf(new[] { "executePromotion REQUEST - components", "executePromotion RESPONSE - promotionResults", "getDevAccounts REQUEST - userSsoGroups" }));
        foreach (var type in types)
        {
            var properties = type["properties"]!.AsArray().Select(property => (string)property!["developerName"]!).ToList();
            Assert.That(properties, Is.Not.Empty.And.Unique, (string)type["developerName"]!);
        }
    }

    [Test]
    public async Task Item11_NoListOfSimpleValuesAndNoListOfLists_IsDescribed()
    {
        var types = (await TypesAsync()).ToDictionary(type => (string)type["developerName"]!, StringComparer.Ordinal);
        var lists = (await DescribedAsync()).Where(value => (string)value["contentType"]! == "ContentList").ToList();

        Assert.That(lists, Is.Not.Empty);
        Assert.That(lists.Select(list => types[(string)list["typeElementDeveloperName"]!]["properties"]!.AsArray().Count), Has.All.GreaterThan(0));
        Assert.That(types["executePromotion REQUEST - userSsoGroups"]["properties"]!.AsArray().Select(property => (string)property!["developerName"]!), Is.EqualTo(new[] { "value" }));
    }

    [Test]
    public async Task Item12_Configuration_IsThePrimaryAccount()
    {
        var value = JsonNode.Parse(await TextAsync("POST", "/metadata", First))!["configurationValues"]!.AsArray().Single()!;

        Assert.That(((string)value["developerName"]!, (string)value["contentType"]!, (bool)value["isRequired"]!), Is.EqualTo(("primaryAccountId", "ContentString", true)));
    }

    [Test]
    public async Task Item13_Culture_ComesBack()
    {
        var json = JsonNode.Parse(await TextAsync("POST", "/metadata", """{"culture":{"language":"DE","country":"CH","brand":"acme","code":"x"}}"""))!;

        Assert.That(json["culture"]!.ToJsonString(), Is.EqualTo("""{"id":null,"developerName":null,"developerSummary":null,"brand":"acme","language":"DE","country":"CH","variant":null}"""));
    }

    [Test]
    public async Task Item14_UnknownMembers_ChangeNothingAndPasswordsAreNotLogged()
    {
        using var log = new RememberedLog();
        await using var host = await HostUnderTest.StartAsync(log: log);
        var more = JsonNode.Parse(First)!.AsObject();
        more["version"] = "2";
        more["httpAuthenticationUsername"] = "canary-user";
        more["httpAuthenticationPassword"] = "canary-password";
        more["culture"]!["code"] = "canary-code";

        var plain = await host.SendAsync("POST", "/metadata", FlowRequests.Json(First));
        var other = await host.SendAsync("POST", "/metadata", FlowRequests.Json(more.ToJsonString()));

        Assert.That(other.Text, Is.EqualTo(plain.Text));
        Assert.That(string.Join('\n', log.Lines), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Item15_Metadata_IsStableAndKeepsEveryNameThatWasPublished()
    {
        var text = await TextAsync("POST", "/metadata", First);
        var present = Objects(JsonNode.Parse(text)!)
            .SelectMany(json => new[] { (string?)json["uriPart"], json.ContainsKey("elementType") ? (string?)json["developerName"] : null })
            .OfType<string>()
            .ToList();
        if (Environment.GetEnvironmentVariable("PROMOTION_WRITE_DOCS") == "1")
        {
            await File.WriteAllLinesAsync(Path.Combine(Repository.Root, "tests/FlowServiceHost.Tests/FlowConnector/PublishedNames.txt"), present);
        }

        var published = Repository.Read("tests/FlowServiceHost.Tests/FlowConnector/PublishedNames.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(await TextAsync("POST", "/metadata", First), Is.EqualTo(text));
        Assert.That(published, Has.Length.GreaterThan(70));
        Assert.That(published.Except(present, StringComparer.Ordinal), Is.Empty, "Flows that are installed keep these names; a new one is added to the file, none is changed.");
    }

    [Test]
    public async Task Item16_Metadata_WithEveryBackEndUnreachable_ComesFast()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Engine:Address", (string?)$"http://127.0.0.1:{LoopbackPort.Free()}")], realChannel: true);
        var watch = Stopwatch.StartNew();

        var answer = await host.SendAsync("POST", "/metadata", FlowRequests.Json(First));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Item16_Start_AnswersAFirstRequestWithoutTrouble()
    {
        using var log = new RememberedLog();

        await using var host = await HostUnderTest.StartAsync(log: log);

        Assert.That(log.Lines, Is.Not.Empty);
        Assert.That(log.Lines.Where(line => line.Contains("first request for the metadata", StringComparison.Ordinal)), Is.Empty);
        Assert.That(host.Engine.Calls, Is.Zero);
    }

    [Test]
    public async Task Wrapped_WhenASettingSaysSo_DescribesOneInputAndOneOutput()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Flow:DescribeWrapped", (string?)"true"), KeyValuePair.Create("Flow:MetadataVersion", (string?)"2")]);

        var metadata = JsonNode.Parse((await host.SendAsync("POST", "/metadata", FlowRequests.Json(First))).Text)!;

        var action = metadata["actions"]!.AsArray().Single(action => (string)action!["developerName"]! == "executePromotion")!;
        Assert.That((string)action["serviceInputs"]!.AsArray().Single()!["developerName"]!, Is.EqualTo("executePromotionRequest"));
        Assert.That((string)action["serviceOutputs"]!.AsArray().Single()!["typeElementDeveloperName"]!, Is.EqualTo("executePromotion RESPONSE - executePromotionResponse"));
        Assert.That((string)metadata["version"]!, Is.EqualTo("2"));
        Assert.That(Shape.BreachesOf("Metadata", metadata), Is.Empty);
    }

    [TestCase("GET", "/metadata/install")]
    [TestCase("PUT", "/metadata")]
    public async Task Metadata_ByAnotherVerb_Is405(string verb, string path)
    {
        var answer = await Host.SendAsync(verb, path);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(Shape.BreachesOf("Problem", JsonNode.Parse(answer.Text)), Is.Empty);
    }

    private static async Task<string> TextAsync(string verb, string path, string body)
    {
        var answer = await Host.SendAsync(verb, path, FlowRequests.Json(body));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        return answer.Text;
    }

    private static async Task<IReadOnlyList<JsonObject>> ActionsAsync() =>
        [.. JsonNode.Parse(await TextAsync("POST", "/metadata", First))!["actions"]!.AsArray().Select(action => action!.AsObject())];

    private static async Task<IReadOnlyList<JsonObject>> TypesAsync() =>
        [.. JsonNode.Parse(await TextAsync("POST", "/metadata", First))!["install"]!["typeElements"]!.AsArray().Select(type => type!.AsObject())];

    private static async Task<IReadOnlyList<JsonObject>> DescribedAsync() =>
        [.. Objects(JsonNode.Parse(await TextAsync("POST", "/metadata", First))!).Where(json => json.ContainsKey("isRequired"))];

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => Objects(member.Value)).Prepend(json),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode node) => Objects(node).SelectMany(json => json);
}

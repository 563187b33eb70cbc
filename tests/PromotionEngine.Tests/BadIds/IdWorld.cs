using System.Text.Json.Nodes;
using Contract.Actions;
using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.Tests.Extensions;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.BadIds;

/// <summary>A world in which there is something for every kind of ID, and for every action a request that names it.</summary>
internal sealed class IdWorld : IAsyncDisposable
{
    private static readonly ActionCatalogue Catalogue = ActionCatalogue.Load();

    private readonly RunningEngine _engine;
    private readonly Dictionary<string, string> _good;

    private IdWorld(RunningEngine engine, SentShapes sent, Dictionary<string, string> good)
    {
        _engine = engine;
        Sent = sent;
        _good = good;
    }

    /// <summary>What the engine sent to Boomi.</summary>
    public SentShapes Sent { get; }

    /// <summary>Fields whose value names something: what the contract calls an ID, and texts by which something is found.</summary>
    public static IEnumerable<(string Action, string Field)> Fields() =>
        from action in Catalogue.Actions
        from field in Named(action.Request, string.Empty)
        select (action.Name, field);

    /// <summary>Starts it.</summary>
    public static async Task<IdWorld> StartAsync()
    {
        var sent = new SentShapes(new SocketsHttpHandler());
        var engine = await RunningEngine.StartAsync(await SeededBoomi.GetAsync(), new HttpClient(sent), ("Features:MapExtensionEditing", "true"));
        var root = engine.Process("Top", engine.Script("Step"));
        var package = engine.Package(root);
        var promoted = await engine.PromoteAsync(root);
        Assert.That(promoted.ErrorMessage, Is.Empty);
        engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.TestPack);
        var client = engine.North();
        var map = engine.Boomi.World.MapExtensions(client.AccountId, client.Test.EnvironmentId).First(view => view.Set.GroupId.Length == 0);
        var mapping = engine.Seed.ConnectionMappings[0];
        var grant = engine.Seed.DevAccountGrants[0].Fields();
        var world = new IdWorld(engine, sent, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["promotionId"] = promoted.PromotionId,
            ["testPromotionId"] = promoted.PromotionId,
            ["branchId"] = promoted.BranchId,
            ["devAccountId"] = engine.DevAccount,
            ["devPackageId"] = package,
            ["rootComponentId"] = root,
            ["componentId"] = root,
            ["devComponentId"] = mapping.DevComponentId,
            ["prodComponentId"] = promoted.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId,
            ["integrationPackId"] = engine.Boomi.World.Packs(engine.Primary).Single(pack => pack.Pack.Name == DeploymentCalls.TestPack).Pack.Id,
            ["clientAccountId"] = client.AccountId,
            ["environmentId"] = client.Test.EnvironmentId,
            ["testEnvironmentId"] = client.Test.EnvironmentId,
            ["prodEnvironmentId"] = client.Production.EnvironmentId,
            ["mapExtensionId"] = map.Id,
            ["ssoGroupId"] = grant["ssoGroupId"],
            ["sessionKey"] = "page",
            ["initiatedBy"] = "alice@abc.example",
            ["actor"] = "alice@abc.example",
        });
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        return world;
    }

    /// <summary>An ID of the kind that <paramref name="field"/> names and that something has.</summary>
    public string Good(string field) => _good.GetValueOrDefault(Last(field), "page");

    /// <summary>Requests of <paramref name="action"/> in which everything is right; one for each of its ways.</summary>
    public IEnumerable<CalledAction> Requests(string action)
    {
        var definition = Catalogue.Find(action)!;
        return action switch
        {
            "executePromotion" => [Of("dry", "alice", new JsonObject
            {
                ["devAccountId"] = Good("devAccountId"), ["components"] = new JsonArray(new JsonObject { ["componentId"] = Good("componentId") }), ["promotionMetadata"] = new JsonObject(), ["dryRun"] = true,
            })],
            "packageAndDeploy" => [Of("TEST", "alice", Body("promotionId", ("deploymentTarget", "TEST"), ("packageVersion", "1.0"))), Of("PRODUCTION", "carol", Body("promotionId", ("deploymentTarget", "PRODUCTION")))],
            "manageMappings" => [.. Ways("query", "update", "delete").Select(way => Of(way, "carol", Body("devComponentId devAccountId prodComponentId", ("action", way))))],
            "manageAccess" => [.. Ways("query", "update", "delete").SelectMany(_ => Ways("DEV_ACCOUNT", "CLIENT_ACCOUNT"), (way, kind) => Of($"{way} {kind}", "carol", Body(
                way == "query" ? string.Empty : kind == "DEV_ACCOUNT" ? "ssoGroupId devAccountId" : "ssoGroupId clientAccountId testEnvironmentId prodEnvironmentId", ("kind", kind), ("action", way))))],
            "generateComponentDiff" => [
                Of("promotion", "alice", Body("promotionId prodComponentId", ("componentName", "Top"), ("componentAction", "CREATE"))),
                Of("branch", "alice", Body("branchId prodComponentId", ("componentName", "Top"), ("componentAction", "CREATE")))],
            "updateExtensions" => [Of(string.Empty, "carol", Body("clientAccountId environmentId", ("extensionPayload", "{}")))],
            "updateMapExtension" => [Of(string.Empty, "carol", Body("clientAccountId environmentId mapExtensionId", ("mapExtensionPayload", """{"Map":{"ExtendedMappings":{"Mapping":[]}}}""")))],
            "validateScript" => [Of(string.Empty, "alice", Body(string.Empty, ("functionName", "f"), ("language", "JAVASCRIPT"), ("scriptContent", "var a = 1;")))],
            "checkReleaseStatus" => [Of(string.Empty, "alice", Body("promotionId", ("releaseType", "ALL")))],
            "submitPeerReview" or "submitAdminReview" => [Of(string.Empty, "carol", Body("promotionId", ("decision", "APPROVED")))],
            "saveSession" => [Of(string.Empty, "alice", Body("sessionKey", ("state", "{}")))],
            "queryStatus" or "queryAudit" or "queryTestDeployments" or "queryPeerReviewQueue" => [Of(string.Empty, "carol", [])],
            _ => [Of(string.Empty, action is "withdrawPromotion" or "cancelTestDeployment" or "submitForReview" or "resolveDependencies" ? "alice" : "carol", Body(string.Join(' ', definition.Request.Fields.Where(field => field.Required).Select(field => field.Name))))],
        };

        CalledAction Of(string mode, string by, JsonObject body) => new(definition, mode, by, body);
        static IEnumerable<string> Ways(params string[] ways) => ways;
    }

    /// <summary>The same request with <paramref name="value"/> in <paramref name="field"/>.</summary>
    public static CalledAction With(CalledAction call, string field, string value)
    {
        var body = (JsonObject)call.Body.DeepClone();
        if (field.StartsWith("components[0].", StringComparison.Ordinal))
        {
            body["components"]![0]![Last(field)] = value;
        }
        else if (field.Contains('.', StringComparison.Ordinal))
        {
            body[field.Split('.')[0]]![Last(field)] = value;
        }
        else
        {
            body[field] = value;
        }

        return call with { Body = body };
    }

    /// <summary>Calls, with the engine's signed metadata but without the host's checks.</summary>
    public async Task<(bool Success, string Code, string Message)> CallAsync(CalledAction call)
    {
        var method = call.Action.Method;
        var rpc = new Method<IMessage, IMessage>(
            MethodType.Unary, method.Service.FullName, method.Name, Marshallers.Create<IMessage>(MessageExtensions.ToByteArray, method.InputType.Parser.ParseFrom), Marshallers.Create<IMessage>(MessageExtensions.ToByteArray, method.OutputType.Parser.ParseFrom));
        var request = JsonParser.Default.Parse(call.Body.ToJsonString(), method.InputType);
        using var answering = _engine.Invoker.AsyncUnaryCall(rpc, host: null, new CallOptions(_engine.By(call.By)), request);
        var answer = await answering.ResponseAsync;
        var fields = answer.Descriptor.Fields;
        return ((bool)fields[1].Accessor.GetValue(answer), (string)fields[2].Accessor.GetValue(answer), (string)fields[3].Accessor.GetValue(answer));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private JsonObject Body(string goods, params (string Name, string Value)[] others)
    {
        var body = new JsonObject(goods.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => KeyValuePair.Create(name, (JsonNode?)Good(name))));
        foreach (var (name, value) in others)
        {
            body[name] = value;
        }

        return body;
    }

    private static IEnumerable<string> Named(MessageDefinition message, string prefix)
    {
        foreach (var field in message.Fields)
        {
            if (field.Members is { } members)
            {
                foreach (var inner in Named(members, $"{prefix}{field.Name}{(field.IsList ? "[0]" : string.Empty)}."))
                {
                    yield return inner;
                }
            }
            else if (field is { Kind: FieldKind.Text, IsList: false, Words.Count: 0, DateTime: false } && field.Caller == PromotionService.V1.FieldRules.Types.Caller.NotTheCaller && Names(field.Name))
            {
                yield return prefix + field.Name;
            }
        }
    }

    private static bool Names(string field) =>
        field.EndsWith("Id", StringComparison.Ordinal) || field is "sessionKey" or "imageHash" or "initiatedBy" or "actor" or "status" or "processName" or "suggestForProcess" or "functionName" or "language";

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];
}

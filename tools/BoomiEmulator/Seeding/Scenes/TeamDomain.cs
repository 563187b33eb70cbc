using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>A deep tree of processes over a shared stock of maps, profiles and scripts. Processes stand in layers; each calls some of
/// the layer below and now and then one further down, so most of what lies low is reached on several ways. A few call upwards, which
/// closes cycles.</summary>
internal sealed class TeamDomain(AccountDraft draft, string name, IReadOnlyList<(ConnectionKind Kind, string Id)> connections) : AccountScene(draft, name)
{
    private const int Layers = 10;

    private static readonly string[] Verbs = ["Load", "Merge", "Publish", "Check", "Split", "Archive", "Enrich", "Reconcile", "Send", "Plan"];
    private static readonly string[] FieldNotations =
    [
        "number state customer currency dueAt@ amount#", "number state warehouse sku quantity# countedAt@", "number state carrier weight# trackingUrl",
        "number state supplier price# validFrom@ active?", "number state employee costCentre hours#",
    ];

    private readonly List<string> _jsonProfiles = [];
    private readonly List<string> _databaseProfiles = [];
    private readonly List<string> _functions = [];
    private readonly List<string> _tables = [];
    private readonly List<string> _maps = [];
    private readonly List<string> _caches = [];
    private readonly List<(string Id, string Script)> _scripts = [];
    private readonly List<(string Id, string Key)> _settings = [];
    private readonly List<(ConnectionKind Kind, string ConnectionId, string OperationId)> _operations = [];

    /// <summary>Adds exactly so many components.</summary>
    public void Play(int count)
    {
        Times(count * 2 / 100, at => _settings.Add(AddSettings(at)));
        Times(count * 22 / 100, at => _jsonProfiles.Add(JsonProfile(Title("message", at), Dice.Pick(FieldNotations))));
        Times(count * 5 / 100, at => _databaseProfiles.Add(DatabaseProfile(Title("rows", at), $"app.rows_{at}", Dice.Pick(FieldNotations))));
        Times(count * 4 / 100, at => _functions.Add(AddFunction(at)));
        Times(count * 3 / 100, at => _tables.Add(Other(Title("codes", at), ComponentTypes.CrossReference, "Tables", pen => DataDocuments.CrossReference(pen.Dice, 8))));
        Times(count * 3 / 100, at => _caches.Add(Other(Title("cache", at), ComponentTypes.DocumentCache, "Caches", _ => DataDocuments.DocumentCache(Dice.Pick(_jsonProfiles), "profile.json", "number"))));
        Times(count * 3 / 100, at => _scripts.Add(AddScript(at)));
        Times(count * 12 / 100, at => _operations.Add(AddOperation(at)));
        Times(count * 18 / 100, at => _maps.Add(AddMap(at)));
        var shared = _settings.Count + _jsonProfiles.Count + _databaseProfiles.Count + _functions.Count + _tables.Count + _caches.Count + _scripts.Count
            + _operations.Count + _maps.Count;
        AddProcesses(count - shared);
    }

    private static void Times(int count, Action<int> add)
    {
        for (var at = 1; at <= Math.Max(1, count); at++)
            add(at);
    }

    private string Title(string what, int number) => $"{Dice.Faker.Commerce.Department(1)} {what} {number:000}";

    private (string Id, string Key) AddSettings(int at)
    {
        var key = Dice.NextId();
        return (Other(Title("settings", at), ComponentTypes.ProcessProperty, "Settings", pen => DataDocuments.ProcessProperties(pen, [key, "batch-size", "passphrase"], at % 2 == 0)), key);
    }

    private string AddFunction(int at)
    {
        // Every second function calls the one before it: a chain that shares its beginnings.
        var inner = at % 2 == 0 ? _functions[^1] : null;
        return Other(Title("function", at), ComponentTypes.Function, "Functions", _ => MapDocuments.Function($"-{at}", inner));
    }

    private (string Id, string Script) AddScript(int at)
    {
        var (settings, key) = Dice.Pick(_settings);
        var script = ScriptDocuments.StampScript(settings, key);
        return (Other(Title("script", at), ComponentTypes.ProcessScript, "Scripts", _ => ScriptDocuments.ProcessScript(script)), script);
    }

    private (ConnectionKind Kind, string ConnectionId, string OperationId) AddOperation(int at)
    {
        var (kind, connectionId) = connections[at % connections.Count];
        var (request, response) = (Dice.Pick(_jsonProfiles), Dice.Pick(_jsonProfiles));
        var rows = Dice.Pick(_databaseProfiles);
        var id = Operation(Title(kind.SubType == "database" ? "read" : "call", at), kind.SubType, pen => kind.SubType switch
        {
            "database" => OperationDocuments.DatabaseGet(rows, at),
            "http" => OperationDocuments.Http("POST", $"v{at}", request, response),
            "sftp" => OperationDocuments.PartnerGateway(pen),
            "disk-sdk" => OperationDocuments.DiskCreate(response),
            var other => other.Contains("rest", StringComparison.Ordinal)
                ? OperationDocuments.Carrier(pen, request, response)
                : OperationDocuments.GenericDatabaseWrite(pen, request, response, $"app.table_{at}"),
        });
        return (kind, connectionId, id);
    }

    private string AddMap(int at)
    {
        var steps = new List<string> { MapDocuments.UserDefinedStep(1, Dice.Pick(_functions), "Function") };
        if (at % 3 == 0)
            steps.Add(MapDocuments.CrossReferenceStep(2, Dice.Pick(_tables)));

        return Map(Title("map", at), Dice.Pick(_jsonProfiles), Dice.Pick(_jsonProfiles), 4, steps, at % 5 == 0 ? [Dice.Pick(_caches)] : null);
    }

    private void AddProcesses(int count)
    {
        var layers = new List<List<string>>();
        for (var layer = 0; layer < Layers; layer++)
        {
            var size = (count / Layers) + (layer < count % Layers ? 1 : 0);
            layers.Add([.. Enumerable.Range(0, size).Select(_ => Draft.Reserve())]);
        }

        var number = 0;
        for (var layer = 0; layer < Layers; layer++)
        {
            for (var at = 0; at < layers[layer].Count; at++)
                AddProcess(layers, layer, at, ++number);
        }

        foreach (var (root, at) in layers[^1].Select((root, at) => (root, at)))
        {
            Draft.Author = Dice.Pick(Draft.Authors);
            if (at == 0)
                continue;

            Draft.Package(root, "1.0.0", Dice.Faker.Commerce.ProductAdjective() + " release.");
            if (at % 3 == 0)
                Draft.Package(root, "1.1.0", "Same content, packaged again.");
        }
    }

    private void AddProcess(List<List<string>> layers, int layer, int at, int number)
    {
        var calls = layer == 0 ? [] : Dice.PickSome(layers[layer - 1], Dice.Number(1, 3)).ToList();
        if (layer >= 3)
            calls.Add(Dice.Pick(layers[Dice.Number(layer - 3, layer - 2)]));

        // The first process of layers 2 and 5 calls upwards; what it calls reaches it again through the first of each layer between.
        if (at == 0 && layer is 2 or 5)
            calls.Add(layers[layer == 2 ? 3 : 8][0]);

        if (at == 0 && layer > 0 && !calls.Contains(layers[layer - 1][0]))
            calls.Insert(0, layers[layer - 1][0]);

        var title = $"{Dice.Pick(Verbs)} {Dice.Faker.Commerce.Department(1)} {number:000}";
        Process(title, _ => Draw(layer, calls), _ => Overrides(number), layers[layer][at], Dice.Faker.Company.Bs());
    }

    private string Draw(int layer, List<string> calls)
    {
        var (settings, key) = Dice.Pick(_settings);
        var (script, text) = Dice.Pick(_scripts);
        var (kind, connection, operation) = Dice.Pick(_operations);
        var canvas = layer == Layers - 1 ? new ProcessCanvas().StartWithNoData() : new ProcessCanvas().StartWithDocuments();
        canvas.SetProperties(settings, key);
        if (layer <= 2)
            canvas.Connector(kind.Name, kind.SubType, "Get", connection, operation);

        canvas.Map("Map", Dice.Pick(_maps));
        foreach (var call in calls.Distinct(StringComparer.Ordinal))
            canvas.Call("Call", call);

        if (layer % 2 == 1)
            canvas.Script("Stamp", script, text);
        else
            canvas.Decision("Any?", Dice.Pick(_jsonProfiles), "profile.json", "OPEN");

        return layer == Layers - 1 ? canvas.End().Draw() : canvas.Return("Done").Draw();
    }

    private string Overrides(int number)
    {
        if (number % 4 != 0)
            return string.Empty;

        var (settings, key) = Dice.Pick(_settings);
        return OverrideDocuments.Write([], ["DPP_REGION"], (settings, key));
    }
}

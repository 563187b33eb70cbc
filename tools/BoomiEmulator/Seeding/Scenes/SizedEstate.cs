using BoomiEmulator.Seeding.Documents;

namespace BoomiEmulator.Seeding.Scenes;

/// <summary>
/// A tree of processes, each of which calls four others, over maps, operations, scripts and profiles that are shared out among them; from some dozens of
/// components on, one process calls the one that calls it. Everything is reached from the root.
/// </summary>
internal sealed class SizedEstate(AccountDraft draft) : AccountScene(draft, "Warehouse")
{
    private const int CallsOfProcess = 4;
    private const int FieldsOfProfile = 84;
    private const int FieldsOfMap = 66;
    private const int NotesOfProcess = 5;
    private const int FewestProcessesWithCycle = 8;

    private readonly List<string> _profiles = [];
    private readonly List<string> _functions = [];
    private readonly List<string> _maps = [];
    private readonly List<string> _operations = [];
    private readonly List<(string Id, string Script)> _scripts = [];

    /// <summary>Adds exactly <paramref name="count"/> components and packages them.</summary>
    public SeedPackage Play(int count)
    {
        var key = Dice.NextId();
        var settings = Other("Warehouse settings", ComponentTypes.ProcessProperty, "Settings", pen => DataDocuments.ProcessProperties(pen, [key, "batch-size", "passphrase"]));
        Times(count * 30 / 100, at => _profiles.Add(JsonProfile($"Message {at:0000}", Fields(at))));
        Times(count * 5 / 100, at => _functions.Add(Other($"Function {at:0000}", ComponentTypes.Function, "Functions", _ => MapDocuments.Function($"-{at}"))));
        Times(count * 5 / 100, at => AddScript(at, settings, key));
        Times(count * 20 / 100, at => _maps.Add(AddMap(at)));
        Times(count * 15 / 100, at => _operations.Add(AddOperation(at)));
        var shared = 1 + _profiles.Count + _functions.Count + _scripts.Count + _maps.Count + _operations.Count;
        var root = AddProcesses(count - shared, settings, key);
        var package = Draft.Package(root, "1.0.0", "Everything that the warehouse needs.");
        return package.Manifest.Count == count
            ? package
            : throw new InvalidOperationException($"The package holds {package.Manifest.Count} components instead of {count}.");
    }

    private static void Times(int count, Action<int> add)
    {
        for (var at = 0; at < Math.Max(1, count); at++)
            add(at);
    }

    private static string Fields(int profile) =>
        string.Join(' ', Enumerable.Range(1, FieldsOfProfile).Select(field => $"field_{profile:0000}_{field:000}{(field % 3 == 0 ? "#" : string.Empty)}"));

    private static IEnumerable<T> Share<T>(List<T> things, int of, int shares) => things.Where((_, at) => at % shares == of);

    private void AddScript(int at, string settings, string key)
    {
        var script = ScriptDocuments.StampScript(settings, key);
        _scripts.Add((Other($"Script {at:0000}", ComponentTypes.ProcessScript, "Scripts", _ => ScriptDocuments.ProcessScript(script)), script));
    }

    private string AddMap(int at) => Map(
        $"Map {at:0000}",
        _profiles[2 * at % _profiles.Count],
        _profiles[((2 * at) + 1) % _profiles.Count],
        FieldsOfMap,
        [MapDocuments.UserDefinedStep(1, _functions[at % _functions.Count], "Function")]);

    private string AddOperation(int at)
    {
        var (request, response) = (_profiles[at % _profiles.Count], _profiles[(at + 1) % _profiles.Count]);
        return at % 2 == 0
            ? Operation($"Write {at:0000}", "officialboomi-X3979C-dbv2da-prod", pen => OperationDocuments.GenericDatabaseWrite(pen, request, response, $"app.table_{at}"))
            : Operation($"Call {at:0000}", "http", _ => OperationDocuments.Http("POST", $"v{at}", request, response));
    }

    private string AddProcesses(int count, string settings, string key)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Draft.Reserve()).ToList();
        for (var at = 0; at < count; at++)
        {
            var number = at;
            var calls = Enumerable.Range((at * CallsOfProcess) + 1, CallsOfProcess).Where(called => called < count).Select(called => ids[called]).ToList();
            if (at == count - 1 && count >= FewestProcessesWithCycle)
                calls.Add(ids[(at - 1) / CallsOfProcess]);

            Process($"Process {at:0000}", _ => Draw(number, count, calls, settings, key), id: ids[at]);
        }

        return ids[0];
    }

    private string Draw(int at, int count, List<string> calls, string settings, string key)
    {
        var canvas = new ProcessCanvas().StartWithDocuments().SetProperties(settings, key);
        foreach (var operation in Share(_operations, at, count))
            canvas.Connector("Call", "http", "POST", connectionId: null, operation);

        foreach (var map in Share(_maps, at, count))
            canvas.Map("Map", map);

        foreach (var (id, script) in Share(_scripts, at, count))
            canvas.Script("Stamp", id, script);

        foreach (var call in calls)
            canvas.Call("Call", call);

        for (var note = 0; note < NotesOfProcess; note++)
            canvas.Notify($"Step {note} of process {at} is done; the documents go on to the next step of the warehouse.");

        return canvas.Return("Done").Draw();
    }
}

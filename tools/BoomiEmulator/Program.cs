using System.Globalization;
using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Limits;

var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var milliseconds = (string name, int otherwise) =>
    TimeSpan.FromMilliseconds(settings[name] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise);
var rate = int.Parse(settings["rate"] ?? "10", CultureInfo.InvariantCulture);
var credential = new EmulatorCredential(settings["user"] ?? EmulatorCredential.Default.User, settings["token"] ?? EmulatorCredential.Default.Token);
var repository = new DataHubRepositoryOptions("Hub", "repository-1", "acme-AB12CD.HUB001", credential.Token);
var options = new EmulatorOptions
{
    Urls = settings["urls"] ?? "http://127.0.0.1:7070",
    Credentials = [credential],
    Seed = int.Parse(settings["seed"] ?? "1", CultureInfo.InvariantCulture),
    DataFile = settings["data"],
    ConsoleLog = true,
    DataHub = new DataHubOptions { PlatformUser = credential.User, PlatformToken = credential.Token, Repositories = [repository] },
    Limits = new EmulatorLimits { RequestsPerSecond = rate == 0 ? null : rate },
    Delays = new EmulatorDelays
    {
        Latency = milliseconds("latency-ms", 0),
        BranchReady = milliseconds("branch-ready-ms", 2000),
        MergeStage = milliseconds("merge-stage-ms", 1000),
        Release = milliseconds("release-ms", 5000),
    },
};

await using var emulator = await EmulatorHost.StartAsync(options);
if (emulator.World.Accounts().Count == 0)
{
    emulator.World.AddAccount("acme-AB12CD", "Acme");
    emulator.World.AddAccount("acmedev-EF34GH", "Acme Dev", "acme-AB12CD");
    emulator.State.SetBaseline();
}

var accounts = string.Join(", ", emulator.World.Accounts().Select(static account => account.Id));
Console.WriteLine($"Boomi emulator: {emulator.Address}  user {credential.User}  token {credential.Token}  accounts {accounts}");
Console.WriteLine($"DataHub: user {repository.User}  token {repository.Token}");
await emulator.WaitForShutdownAsync();

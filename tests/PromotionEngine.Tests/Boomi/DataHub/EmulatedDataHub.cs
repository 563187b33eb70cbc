using BoomiEmulator.DataHub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using ClientOptions = PromotionEngine.Boomi.DataHub.DataHubOptions;
using EmulatorOptions = BoomiEmulator.DataHub.DataHubOptions;

namespace PromotionEngine.Tests.Boomi.DataHub;

/// <summary>The client against an emulated DataHub.</summary>
internal abstract class EmulatedDataHub
{
    protected const string Repository = "repository-main";

    private WebApplication _app = null!;
    private HttpClient _http = null!;

    protected DataHubWorld World { get; private set; } = null!;

    protected LeapingClock Clock { get; } = new(TimeSpan.FromSeconds(20));

    protected ClientOptions Options { get; private set; } = null!;

    protected DataHubClient Client { get; private set; } = null!;

    protected virtual EmulatorOptions Emulated => new();

    [SetUp]
    public async Task StartAsync()
    {
        World = new DataHubWorld(Emulated with { Repositories = [new("Main", Repository, "acme-AB12CD.MAIN01", "token-main")] }, Clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapDataHub(World);
        await _app.StartAsync();
        _http = PlatformClient.CreateHttpClient();
        var address = new Uri(_app.Urls.First());
        Options = new ClientOptions
        {
            RepositoryAddress = address,
            User = "acme-AB12CD.MAIN01",
            Token = "token-main",
            AdministrationAddress = address,
            AdministrationAccountId = World.Options.AccountId,
            AdministrationUser = World.Options.PlatformUser,
            AdministrationToken = World.Options.PlatformToken,
        };
        Client = NewClient(Options);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    protected DataHubClient NewClient(ClientOptions options) => new(_http, options, Clock, logger: null, jitter: () => 0);

    protected RepositorySetup NewSetup() => new(_http, Client, Options, Clock, logger: null, jitter: () => 0);

    protected Task<RepositorySetupReport> SetUpRepositoryAsync() => NewSetup().EnsureAsync();
}

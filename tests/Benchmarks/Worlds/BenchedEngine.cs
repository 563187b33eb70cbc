using System.Globalization;
using System.Security.Cryptography;
using BoomiEmulator;
using BoomiEmulator.Seeding;
using Contract.Calls;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using PromotionEngine.Hosting;
using PromotionService.V1;

namespace Benchmarks.Worlds;

/// <summary>An engine in this process, called over gRPC as the host calls it.</summary>
internal sealed class BenchedEngine : IAsyncDisposable
{
    private readonly WebApplication _engine;
    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];

    private BenchedEngine(WebApplication engine, GrpcChannel channel)
    {
        _engine = engine;
        _channel = channel;
        new CallerIdentity { Kind = CallerKind.User, Subject = "carol", Email = "carol@abc.example", Name = "Carol Castro", Groups = [SeedGroups.Admin] }.AddTo(_headers);
    }

    /// <summary>Starts an engine.</summary>
    /// <param name="world">The emulated Boomi.</param>
    /// <param name="requestsPerSecond">Our own rate; 0 for none.</param>
    /// <param name="redis">Where the state is; empty for memory.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<BenchedEngine> StartAsync(EmulatedWorld world, double requestsPerSecond, string redis, CancellationToken cancellationToken)
    {
        var key = SharedKey.Generate();
        var engine = await EngineApp.BuildAsync([], builder => builder.Configuration.AddInMemoryCollection(Settings(world, requestsPerSecond, redis, key)));
        await engine.StartAsync(cancellationToken);
        var channel = GrpcChannel.ForAddress(engine.Urls.First(), new GrpcChannelOptions
        {
            HttpHandler = new SigningHandler(SharedKey.Parse(key), TimeProvider.System, new SocketsHttpHandler()),
            MaxReceiveMessageSize = 16 * 1024 * 1024,
        });
        return new BenchedEngine(engine, channel);
    }

    /// <summary>The engine's parts.</summary>
    public IServiceProvider Services => _engine.Services;

    /// <summary>Does a piece of maintenance as a scheduler asks for it.</summary>
    public async Task<MaintenanceReport> MaintainAsync(Func<PromotionService.V1.Maintenance.MaintenanceClient, Metadata, Task<MaintenanceReport>> work)
    {
        var headers = new Metadata();
        CallerIdentity.ForService("schedulers", "benchmark").AddTo(headers);
        return await work(new PromotionService.V1.Maintenance.MaintenanceClient(_channel), headers);
    }

    /// <summary>Resolves and promotes a package, as a person does; ends with the run.</summary>
    public async Task<ExecutePromotionResponse> PromoteAsync(EmulatedPackage package, CancellationToken cancellationToken)
    {
        var tree = await new PromotionService.V1.Dependencies.DependenciesClient(_channel).ResolveDependenciesAsync(
            new ResolveDependenciesRequest { DevAccountId = package.Account, RootComponentId = package.RootId, DevPackageId = package.PackageId },
            _headers,
            cancellationToken: cancellationToken);
        Require(tree.Success, tree.ErrorMessage);
        var answer = await new PromotionService.V1.Promotions.PromotionsClient(_channel).ExecutePromotionAsync(
            new ExecutePromotionRequest
            {
                DevAccountId = package.Account,
                Components = { tree.Dependencies.Select(row => new PromotedComponent { ComponentId = row.ComponentId }) },
                PromotionMetadata = new PromotionMetadata { DevPackageId = tree.DevPackageId },
            },
            _headers,
            cancellationToken: cancellationToken);
        Require(answer.Success, answer.ErrorMessage);
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _engine.StopAsync();
        await _engine.DisposeAsync();
    }

    private static void Require(bool success, string message)
    {
        if (!success)
        {
            throw new InvalidOperationException($"The engine refused: {message}");
        }
    }

    private static Dictionary<string, string?> Settings(EmulatedWorld world, double requestsPerSecond, string redis, string key) => new(StringComparer.Ordinal)
    {
        ["Engine:Port"] = "0",
        ["Engine:SharedKey"] = key,
        ["Audit:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Scripts:StartEarly"] = "false",
        ["State:Redis"] = redis,
        ["State:FirstStart"] = "true",
        ["Boomi:Platform:BaseAddress"] = world.Address.ToString(),
        ["Boomi:Platform:AccountId"] = world.Primary,
        ["Boomi:Platform:User"] = EmulatorCredential.Default.User,
        ["Boomi:Platform:Token"] = EmulatorCredential.Default.Token,
        ["Boomi:Platform:RequestsPerSecond"] = requestsPerSecond.ToString(CultureInfo.InvariantCulture),
        ["Boomi:DataHub:RepositoryAddress"] = world.Address.ToString(),
        ["Boomi:DataHub:User"] = SeededHub.SeededRepository.Access.User,
        ["Boomi:DataHub:Token"] = SeededHub.SeededRepository.Access.Token,
        ["Logging:LogLevel:Default"] = "Error",
    };
}
